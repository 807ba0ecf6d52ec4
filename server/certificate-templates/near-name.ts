// The known name that somebody probably meant.

/** Letters to change, add, leave out or swap with their neighbour to get from one to the other. */
export function distance(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, i) => i)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      const swapped = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      row.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + same,
          swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(left.length, right.length);
}

/** The nearest of the known names, upper and lower case alike; empty when none is near. */
export function nearName(typed: string, known: Iterable<string>): string {
  if (typed.length > 40) return '';
  let best = { name: '', off: Math.max(2, Math.floor(typed.length / 3)) + 1 };
  for (const name of known) {
    const off = distance(typed.toLowerCase(), name.toLowerCase());
    if (off < best.off) best = { name, off };
  }
  return best.name;
}
