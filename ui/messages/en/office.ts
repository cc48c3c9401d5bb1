/** Words of the area “office”. */
export const office = {} as const;
