/** From this score on a found region counts as sure; below it the words ask for a look. */
export const CERTAIN_SCORE = 0.8;
