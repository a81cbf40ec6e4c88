// The text that is being written in this browser and lies nowhere else yet.

/** Where it is kept; one for each regulation. */
export const draftKey = (regulation: string): string => `draft/regulation/${regulation}`;

/** The unsaved text, or null. */
export function keptDraftOf(regulation: string): string | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(draftKey(regulation)) ?? "null");
    return typeof kept === "string" ? kept : null;
  } catch {
    return null;
  }
}
