// How closely moments follow one another.

/** The most of `moments` (ascending, any unit) within any span of `length`, its end not included. */
export const mostWithin = (moments: readonly number[], length: number): number => {
  let from = 0;
  return moments.reduce((most, moment, index) => {
    while (moment - (moments[from] ?? 0) >= length) from += 1;
    return Math.max(most, index - from + 1);
  }, 0);
};
