// What a page asks first, asked while its code is still on the way; each answer is taken once, by who asks the same.

/** As long as code may be on its way; what came before that is no news any more. */
const freshMs = 15_000;
const kept = new Map<string, Promise<Response | undefined>>();
let askedAt = 0;

const always = [
  "/api/counts",
  "/api/members",
  "/api/departments",
  "/api/roles",
  "/api/papers?turn=mine&limit=50",
  "/api/notices?limit=1",
];
const pages: [RegExp, (path: string) => string[]][] = [
  [/^\/$/, () => ["/api/obligations?owner=me&state=open", "/api/obligations?owner=me&state=breached"]],
  [/^\/cases\/[^/]+$/, (path) => [`/api${path}`]],
  [/^\/cases$/, () => ["/api/cases"]],
];

/** The addresses that a page asks first. Of a page with a choice in its address nothing is known before its code. */
export function firstAsked({ pathname, search }: { pathname: string; search: string }): string[] {
  const known = search === "" ? pages.find(([path]) => path.test(pathname)) : undefined;
  return known ? [...known[1](pathname), ...always] : always;
}

/** Asks these now. */
export function askAhead(addresses: readonly string[], language: string): void {
  const headers = { "Accept-Language": language, Accept: "application/json, text/yaml" };
  for (const address of addresses)
    kept.set(
      address,
      fetch(address, { headers }).then(
        (answer) => (answer.ok ? answer : undefined),
        () => undefined,
      ),
    );
  askedAt = performance.now();
}

/** Keeps an answer for who asks the same later: who is signed in is asked before there is a desk. */
export function keepAhead(address: string, answer: Response): void {
  if (kept.size === 0) askedAt = performance.now();
  kept.set(address, Promise.resolve(answer));
}

/** The good answer that was asked ahead, once; undefined where there is none. */
export function takeAhead(address: string): Promise<Response | undefined> | undefined {
  if (performance.now() - askedAt > freshMs) kept.clear();
  const answer = kept.get(address);
  kept.delete(address);
  return answer;
}

/** Of what was asked ahead nothing is to be used any more: somebody else may sign in, or something was changed. */
export const forgetAhead = (): void => kept.clear();
