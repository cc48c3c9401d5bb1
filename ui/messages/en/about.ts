/** Words of the area “about”. */
export const about = {} as const;
