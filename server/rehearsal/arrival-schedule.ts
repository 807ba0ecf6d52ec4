// When each official of a rehearsal arrives: a crowd that thickens towards the middle.

/**
 * The officials' moments of arrival, ascending, in milliseconds after the doors opened and before
 * `seconds`. Triangular (the mean of two uniform numbers), so the busiest second holds about twice
 * the average. `random` gives numbers in [0, 1).
 */
export function arrivalSchedule(input: {
  officials: number;
  seconds: number;
  random: () => number;
}): number[] {
  const span = input.seconds * 1_000;
  const moments = Array.from({ length: input.officials }, () =>
    Math.floor(((input.random() + input.random()) / 2) * span),
  );
  return moments.sort((a, b) => a - b);
}
