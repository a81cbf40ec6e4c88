// Which cells of a sheet take its whole width: what is long, and what is left over beside it.

/** Two narrow cells stand in a row; one that has no neighbour is widened. */
export function widened(wide: readonly boolean[]): boolean[] {
  const out = [...wide];
  let waiting = -1;
  for (const [at, one] of wide.entries()) {
    if (one && waiting >= 0) out[waiting] = true;
    waiting = one || waiting >= 0 ? -1 : at;
  }
  if (waiting >= 0) out[waiting] = true;
  return out;
}
