// How often a message that did not arrive is tried again, and after which pauses.
const minute = 60_000;
const hour = 60 * minute;

/** The pause after the first, second … attempt that failed, in ms. */
const pauses = [1 * minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour] as const;

/**
 * How long to wait after an attempt that failed.
 * @param attempts how many there were, this one included
 * @returns ms, or null when it is given up
 */
export const pauseAfter = (attempts: number): number | null => pauses[attempts - 1] ?? null;
