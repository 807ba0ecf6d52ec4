// Lengths of time as server and browser word them: whole minutes and seconds, rounded down.

export interface Length {
  /** Which sentence of the catalogue (`minutes.client.length.<key>`) says it. */
  key: 'both' | 'minutes' | 'seconds';
  minutes: number;
  seconds: number;
}

/** Splits milliseconds; a length below a minute is told in seconds alone. */
export function lengthOf(milliseconds: number): Length {
  const whole = Math.max(0, Math.floor(milliseconds / 1_000));
  const minutes = Math.floor(whole / 60);
  const seconds = whole % 60;
  if (minutes === 0) return { key: 'seconds', minutes, seconds };
  return { key: seconds === 0 ? 'minutes' : 'both', minutes, seconds };
}
