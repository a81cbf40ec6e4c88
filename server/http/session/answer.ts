/** How sign-in answers: JSON with cookies, problem details, and the rule about a request's origin. */
import type { Problem } from "#api/words.ts";
import { problemOf } from "../problem.ts";

/** Good news, never kept by anybody on the way. */
export function answer(body: unknown, setCookie: readonly string[] = []): Response {
  return respond(200, "application/json; charset=utf-8", body, setCookie);
}

/** A refusal as problem details. */
export function refuse(problem: Problem): Response {
  return respond(problem.status, "application/problem+json", problem, []);
}

/** The username or the password is wrong; which of them, nobody is told. */
export function refuseWrong(): Response {
  return refuse(problemOf(401, "sign-in-wrong", { title: "sign-in-failed" }));
}

/** The password was right, the second code was not. */
export function refuseCode(): Response {
  return refuse(problemOf(401, "code-wrong", { type: "urn:shouwen:refusal:code-wrong" }));
}

/** Too many failures under this username. */
export function refuseThrottled(seconds: number): Response {
  const values = { minutes: Math.ceil(seconds / 60) };
  const response = refuse(problemOf(429, "sign-in-throttled", { title: "too-many-attempts", values }));
  response.headers.set("retry-after", String(seconds));
  return response;
}

/**
 * Whether a request may have been sent on purpose: from our own pages, or, without an origin (a script), as JSON,
 * which no foreign page can send unasked.
 * @param own the origin of PUBLIC_URL; the host that the request itself was sent to counts as well.
 */
export function mayComeFrom(request: Request, own: string): boolean {
  if (request.method === "GET") return true;
  const origin = request.headers.get("origin");
  if (origin !== null) {
    return origin === own || (URL.canParse(origin) && new URL(origin).host === new URL(request.url).host);
  }
  return isJson(request) || !request.headers.has("cookie");
}

/** Whether the request says that its body is JSON. */
export function isJson(request: Request): boolean {
  return /^application\/json\b/i.test(request.headers.get("content-type") ?? "");
}

function respond(status: number, type: string, body: unknown, setCookie: readonly string[]): Response {
  const headers = new Headers({ "content-type": type, "cache-control": "no-store" });
  for (const cookie of setCookie) headers.append("set-cookie", cookie);
  return new Response(JSON.stringify(body), { status, headers });
}
