// Names under which somebody signs in: the organisation's code with their number or telephone.

/** Which code an organisation may have: what sign-in names begin with. */
export const codePattern = /^[a-z][a-z0-9-]{1,29}$/;

/** What may stand behind the point. */
const partPattern = /^[\p{L}\p{N}_@+-][\p{L}\p{N}_@+.-]{0,79}$/u;

/** A name as it is compared: small letters, typed with whichever keyboard. */
export const foldName = (typed: string): string => {
  const folded = typed
    .normalize("NFKC")
    .replace(/[。｡．]/g, ".")
    .replace(/\s/g, "")
    .toLowerCase();
  // What stood apart and now stands together may be one letter: folded until nothing changes.
  return folded === typed ? folded : foldName(folded);
};

/** Digits only, without the land's own prefix: how telephones stand in names. */
const telephone = (phone: string): string =>
  phone.replace(/[^\d]/g, "").replace(/^(?:00)?86(?=1\d{10}$)/, "");

/** Under what somebody signs in; `username` is null where neither a number nor a telephone is given. */
export type SignInNames = { username: string | null; second: string | null };

/**
 * @param org the organisation's code
 * @returns `code.number`, else `code.phone`; with both the telephone serves as well
 */
export const signInNames = (
  org: string,
  { number, phone }: { number?: string | null; phone?: string | null },
): SignInNames => {
  const named = foldName(number ?? "");
  const called = telephone(phone ?? "");
  const first = partPattern.test(named) ? `${org}.${named}` : null;
  const second = called === "" ? null : `${org}.${called}`;
  if (first === null) return { username: second, second: null };
  return { username: first, second: second === first ? null : second };
};
