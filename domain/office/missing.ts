// Years whose official days off are not known: clocks that reach into them count by weekdays alone.

export type MissingYear = {
  year: number;
  /** To be said aloud: the year has begun, or its notice is out any day now. */
  loud: boolean;
};

/** The State Council's notice for the next year comes in November; from October on it is looked for. */
const firstLoudMonth = 10;

/**
 * @param published the years that are known
 * @param today local date, YYYY-MM-DD
 */
export const missingYears = (published: readonly number[], today: string): MissingYear[] => {
  const year = Number(today.slice(0, 4));
  const known = new Set(published);
  const loudNext = Number(today.slice(5, 7)) >= firstLoudMonth;
  return [
    { year, loud: true },
    { year: year + 1, loud: loudNext },
  ].filter((y) => !known.has(y.year));
};
