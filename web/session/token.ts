// The one-time token of an address, taken out of it at once: neither the history nor a picture keeps it.

let taken: string | undefined;

/** The token of the page's address; empty where it has none. */
export function takeToken(): string {
  if (taken === undefined) {
    taken = new URLSearchParams(location.search).get("token") ?? "";
    history.replaceState(null, "", location.pathname);
  }
  return taken;
}
