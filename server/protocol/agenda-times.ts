// Times of an agenda that follow from its start and the lengths of its items; for server and browser.

const DAY = 1440;

/** Minutes since midnight of HH:MM. */
export const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/** HH:MM of minutes since midnight; past midnight it begins anew. */
export const clockOf = (minutes: number): string => {
  const inDay = ((minutes % DAY) + DAY) % DAY;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`;
};

/** When each item begins, and last of all when the agenda ends (HH:MM, the host's local time). */
export function agendaTimes(startsAt: string, lengths: readonly number[]): string[] {
  let at = minutesOf(startsAt);
  const times = [clockOf(at)];
  for (const length of lengths) {
    at += length;
    times.push(clockOf(at));
  }
  return times;
}

/** True when the agenda ends on the day it begins. */
export const endsSameDay = (startsAt: string, lengths: readonly number[]): boolean =>
  minutesOf(startsAt) + lengths.reduce((sum, one) => sum + one, 0) < DAY;

/** A WIB time in all three zones as it is printed: "09.00", "10.00", "11.00". */
export function inZones(wib: string): { wib: string; wita: string; wit: string } {
  const at = (plus: number) => clockOf(minutesOf(wib) + plus * 60).replace(':', '.');
  return { wib: at(0), wita: at(1), wit: at(2) };
}
