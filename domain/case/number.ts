// How matters are numbered: by the organisation's day, `20261121-0001`.

/** The counter of one day's matters. A rehearsal counts anew in each run. */
export const numberKey = (run: number, date: string): string => `case/${run}/${date.replaceAll("-", "")}`;

/** @param date YYYY-MM-DD */
export const writeNumber = (date: string, n: number): string =>
  `${date.replaceAll("-", "")}-${String(n).padStart(4, "0")}`;
