// A person's record as a ledger: when they were present, through what, and the gaps between.
import type { Language } from '../http/language.ts';
import { formatDate, formatTime } from '../http/views/index.ts';
import type { Say } from '../official/index.ts';
import type {
  Attendance,
  Device,
  Interval,
  PresenceInterval,
  PresenceKind,
} from '../protocol/attendance.ts';
import { lengthOf } from '../protocol/lengths.ts';
import { GAP_BRIDGE_MS, PLAIN_GRACE_MS } from '../protocol/limits.ts';
import type { MinutesServices } from './minutes-services.ts';

/** One stored connection; `endedBy` null: it still lasts, and `end` is the moment of reading. */
export interface Stay extends PresenceInterval {
  kind: PresenceKind;
  device: Device;
  /** Where the shared room is; undefined for a connection of one's own. */
  place: string | undefined;
}

export interface RecordRow {
  isGap: boolean;
  /** Milliseconds since the epoch, for the page's script. */
  start: number;
  end: number;
  isOpen: boolean;
  from: string;
  until: string;
  length: string;
  /** "ponsel sendiri"; a piece that several connections cover names each once. */
  where: string[];
}

/** "20 menit 4 detik". */
export function lengthText(milliseconds: number, say: Say): string {
  const { key, minutes, seconds } = lengthOf(milliseconds);
  return say(`minutes.client.length.${key}`, { minutes, seconds });
}

/** "09.20.04" in WIB. */
export const clockText = (moment: number): string =>
  formatTime(moment, { seconds: true, bare: true });

/** "ponsel sendiri", "layar ruang bersama, Aula Setda". */
export function howText(
  { kind, device, place }: Pick<Stay, 'kind' | 'device' | 'place'>,
  say: Say,
) {
  if (kind === 'room')
    return say(place ? 'minutes.how.roomAt' : 'minutes.how.room', { place: place ?? '' });
  const key = kind === 'plain' ? 'plain' : 'own';
  return say(`minutes.how.${key}`, { device: say(`minutes.device.${device}`) });
}

const covers = (stay: Stay, piece: Interval): boolean =>
  stay.start < piece.end && stay.end > piece.start;

/** Attended pieces and gaps in the order of time. */
export function recordRows(
  { attended, gaps }: { attended: Interval[]; gaps: Interval[] },
  stays: Stay[],
  isRunning: boolean,
  say: Say,
): RecordRow[] {
  const rowOf = (piece: Interval, isGap: boolean): RecordRow => {
    const under = isGap ? [] : stays.filter((stay) => covers(stay, piece));
    const isLast = piece === attended.at(-1);
    const isOpen = isRunning && isLast && under.some(({ endedBy }) => endedBy === null);
    return {
      ...piece,
      isGap,
      isOpen,
      from: clockText(piece.start),
      until: isOpen ? say('minutes.client.now') : clockText(piece.end),
      length: lengthText(piece.end - piece.start, say),
      where: [...new Set(under.map((stay) => howText(stay, say)))],
    };
  };
  return [
    ...attended.map((piece) => rowOf(piece, false)),
    ...gaps.map((piece) => rowOf(piece, true)),
  ].sort((a, b) => a.start - b.start);
}

/**
 * Gaps worth telling: a fraction of a second is none, nor is a break that may still be bridged or
 * the time since a plain page's last refresh.
 */
function shownGaps(
  { attended, gaps }: Pick<Attendance, 'attended' | 'gaps'>,
  stays: Stay[],
  isRunning: boolean,
): Interval[] {
  const last = gaps.at(-1);
  const isTail = isRunning && last !== undefined && last.end > (attended.at(-1)?.end ?? last.end);
  const isPlain = stays.some(({ kind, endedBy }) => kind === 'plain' && endedBy === null);
  const pendingMs = isPlain ? PLAIN_GRACE_MS : GAP_BRIDGE_MS;
  return gaps.filter((gap) => {
    const length = gap.end - gap.start;
    return length >= 1_000 && !(isTail && gap === last && length <= pendingMs);
  });
}

/** The ledger of a record with a sentence on its gaps. */
export function recordView(
  evaluated: Pick<Attendance, 'attended' | 'gaps'>,
  stays: Stay[],
  isRunning: boolean,
  say: Say,
) {
  const { attended } = evaluated;
  const gaps = shownGaps(evaluated, stays, isRunning);
  const length = lengthText(
    gaps.reduce((sum, { start, end }) => sum + end - start, 0),
    say,
  );
  const key = gaps.length > 0 ? 'gapsCount' : 'noGaps';
  return {
    rows: recordRows({ attended, gaps }, stays, isRunning, say),
    gaps: say(`minutes.record.${key}`, { count: gaps.length, length }),
  };
}

/** Both values, the reason and who; undefined where nothing was corrected. */
export const correctionView = (
  { correction, measuredMinutes }: Pick<Attendance, 'correction' | 'measuredMinutes'>,
  language: Language,
) =>
  correction
    ? {
        measured: measuredMinutes,
        minutes: correction.minutes,
        reason: correction.reason,
        by: correction.by,
        date: formatDate(correction.at, language),
        time: formatTime(correction.at),
      }
    : undefined;

/** A person's connections as they are stored, in order; open ones until `now`. */
export async function staysOf(
  services: MinutesServices,
  registration: string,
  now: Date,
): Promise<Stay[]> {
  const documents = await services.attendance.intervalsOf(registration);
  const ids = [...new Set(documents.flatMap(({ room }) => (room ? [room] : [])))];
  const rooms = await Promise.all(ids.map((id) => services.rooms.findRoom(id)));
  const places = new Map(rooms.map((room, index) => [ids[index], room?.place]));
  return documents.map(({ startedAt, renewedAt, endedAt, endedBy, kind, device, room }) => ({
    start: startedAt.getTime(),
    end: (endedAt ?? renewedAt ?? now).getTime(),
    endedBy,
    kind,
    device,
    place: room ? places.get(room) : undefined,
  }));
}

/** All corrections of a person with both values, newest first. */
export async function correctionViews(
  { attendance }: MinutesServices,
  registration: string,
  language: Language,
) {
  const corrections = await attendance.correctionsOf(registration);
  return corrections.reverse().map(({ measuredMinutes, minutes, reason, by, at }) => ({
    measured: measuredMinutes,
    minutes,
    reason,
    by: by.label,
    date: formatDate(at, language),
    time: formatTime(at),
  }));
}
