/** Words of the area “submit”. */
export const submit = {} as const;
