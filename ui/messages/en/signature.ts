/** Words of the area “signature”. */
export const signature = {} as const;
