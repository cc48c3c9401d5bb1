/** Words of the area “sync”. */
export const sync = {} as const;
