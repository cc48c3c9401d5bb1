/** One to four capital letters, a hyphen, one to six digits: so narrow that it cannot hold a name. */
const SITE_CODE = /^[A-Z]{1,4}-\d{1,6}$/;

export function isSiteCode(text: string): boolean {
  return SITE_CODE.test(text);
}
