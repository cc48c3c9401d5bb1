/** Below this score a region of a photo is named as unsure. Source: `SURE_SCORE` of field-app's queue. */
export const CERTAIN_SCORE = 0.6;
