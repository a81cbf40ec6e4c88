/** A password that may be taken: the domain's rule as a refusal by field. */
import { type PasswordFault, passwordFault } from "#domain/account/password.ts";
import { refuse } from "#domain/stream/event.ts";
import { refused } from "../../problem.ts";

const codes: Record<PasswordFault, string> = {
  "too-short": "password-short",
  "too-long": "password-long",
  "is-name": "password-is-name",
  "too-common": "password-common",
};

/**
 * @param names the sign-in names, which it must not be
 * @throws ProblemError 422 where the password is too easy
 */
export function goodPassword(password: string, names: readonly (string | null)[], field: string): void {
  const known = names.filter((name) => name !== null);
  const fault = passwordFault(password, known);
  if (fault) throw refused(refuse("rule", codes[fault], { field }).refused);
}
