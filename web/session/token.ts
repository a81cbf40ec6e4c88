// The one-time token of an address, taken out of it at once: neither the history nor a picture keeps it.

/** The token of the page's address, also after a reload of this tab; empty where it had none. */
export function takeToken(): string {
  const kept = `token of ${location.pathname}`;
  const given = new URLSearchParams(location.search).get("token");
  if (given !== null) {
    sessionStorage.setItem(kept, given);
    history.replaceState(null, "", location.pathname);
  }
  return given ?? sessionStorage.getItem(kept) ?? "";
}

/** It was spent. */
export function dropToken(): void {
  sessionStorage.removeItem(`token of ${location.pathname}`);
}
