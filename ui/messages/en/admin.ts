/** Words of the area “admin”. */
export const admin = {} as const;
