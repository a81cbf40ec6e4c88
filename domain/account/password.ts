// What a password must be: long enough, not the name, not one that everybody tries first.

export const shortestPassword = 8;
export const longestPassword = 200;

/** What is tried first wherever somebody guesses; digits in a row or in pairs are found by rule. */
const common = new Set(
  (
    "password passw0rd p@ssw0rd password1 password123 qwertyui qwertyuiop qwerty123 1qaz2wsx 1q2w3e4r 1q2w3e4r5t " +
    "q1w2e3r4 qazwsxedc zaq12wsx asdfghjk asdfghjkl zxcvbnm1 abc12345 abcd1234 abcdefgh a1234567 a12345678 " +
    "a123456789 aa123456 aa12345678 woaini1314 woaini520 woaini123 5201314520 1314520520 iloveyou sunshine " +
    "princess football baseball trustno1 superman starwars welcome1 admin123 admin888 administrator changeme " +
    "letmein1 dragon123 monkey123 111222333 123123123 123321123 147258369 159357456 741852963 987654321 " +
    "qq123456 qq123456789 zhang123 wang1234 li123456 china123 shouwen123 shouwen1 1234qwer qwer1234 asdf1234 " +
    "zxcv1234 q1234567 z1234567 w1234567 123456aa 123456abc 12345678a 123456789a 1234567890a 87654321a"
  ).split(" "),
);

export type PasswordFault = "too-short" | "too-long" | "is-name" | "too-common";

const runs =
  "01234567890123456789 98765432109876543210 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm";

/** One sign or one pair over and over, a run along the keyboard, or one of the commonest. */
const isCommon = (password: string): boolean =>
  common.has(password) || /^(.{1,4})\1+$/u.test(password) || runs.includes(password);

/**
 * @param names the person's sign-in names, number and telephone
 * @returns what is wrong with it, or null
 */
export const passwordFault = (password: string, names: readonly string[]): PasswordFault | null => {
  const length = [...password].length;
  if (length < shortestPassword) return "too-short";
  if (password.length > longestPassword) return "too-long";
  const folded = password.normalize("NFKC").toLowerCase();
  const parts = names.flatMap((name) => [
    name.toLowerCase(),
    name.toLowerCase().split(".").slice(1).join("."),
  ]);
  if (parts.includes(folded)) return "is-name";
  return isCommon(folded) ? "too-common" : null;
};
