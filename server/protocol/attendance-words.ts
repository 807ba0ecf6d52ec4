// What a person is told about their attendance, in the same words by server and browser: texts of
// `minutes.client`, spoken by whoever asks.
import type { Attendance, AttendanceRule } from './attendance.ts';
import type { SessionState } from './session.ts';

/** Speaks a text below `minutes.client` ("state.met"). */
export type Speak = (key: string, parameters?: Record<string, string | number>) => string;

export interface FigureFacts {
  attendance: Attendance;
  rule: AttendanceRule;
  session: SessionState;
  /** ISO moments of going live and of the end; null: not yet. */
  liveAt: string | null;
  endedAt: string | null;
  /** Minutes that the rule asks for if the session lasts as planned. */
  planned: number;
}

export interface Figure {
  minutes: number;
  /** As planned while the session runs, and more if it lasts longer; what held after its end. */
  needed: number;
  /** How far the ring is filled, of `needed`. */
  ring: number;
  isMet: boolean;
  icon: 'cek' | 'jam' | 'awas';
  sentence: string;
  rule: string;
  state: string;
}

const WIB_MS = 7 * 3_600_000;

/** "09.00 WIB" from an ISO moment or milliseconds since the epoch; WIB has no summer time. */
export const wibTime = (moment: string | number): string => {
  const shifted = new Date(new Date(moment).getTime() + WIB_MS);
  return `${shifted.toISOString().slice(11, 16).replace(':', '.')} WIB`;
};

const windowWords = ({ rule, liveAt, endedAt }: FigureFacts, speak: Speak) => {
  const planned = (time: string) => `${time.replace(':', '.')} WIB`;
  const start = liveAt ? wibTime(liveAt) : speak('rule.start');
  const end = endedAt ? wibTime(endedAt) : speak('rule.end');
  return {
    from: rule.from === 'live' ? start : planned(rule.from),
    until: rule.until === 'end' ? end : planned(rule.until),
  };
};

/** "Syarat: 45 menit, dari 09.00 WIB sampai selesai." */
function ruleWords(facts: FigureFacts, needed: number, speak: Speak): string {
  const { share } = facts.rule;
  const key = share === null ? 'minutes' : 'share';
  const percent = Math.round((share ?? 0) * 1000) / 10;
  return speak(`rule.${key}`, { needed, percent, ...windowWords(facts, speak) });
}

type StateKey = 'before' | 'metNow' | 'met' | 'missing' | 'late' | 'notMet';

const stateOf = (facts: FigureFacts, needed: number): StateKey => {
  const { attendance, rule, liveAt, endedAt } = facts;
  const { minutes, met, late, correction } = attendance;
  if (liveAt === null) return 'before';
  const isBarred = late && !rule.lateCounts && correction === null;
  if (endedAt !== null && met) return 'met';
  if (isBarred) return 'late';
  if (endedAt !== null) return 'notMet';
  return minutes >= needed ? 'metNow' : 'missing';
};

/** Whole minutes as the rule asks for them: as planned until the end, then as it was. */
export const neededOf = ({ attendance, endedAt, planned }: FigureFacts): number =>
  endedAt === null ? Math.max(planned, attendance.needed) : attendance.needed;

/** The figure, its sentences and whether the rule is met, as of the attendance's moment. */
export function describeAttendance(facts: FigureFacts, speak: Speak): Figure {
  const { minutes } = facts.attendance;
  const needed = neededOf(facts);
  const state = stateOf(facts, needed);
  const isMet = state === 'met' || state === 'metNow';
  const isRefused = state === 'late' || state === 'notMet';
  return {
    minutes,
    needed,
    ring: Math.min(minutes, needed),
    isMet,
    icon: isMet ? 'cek' : isRefused ? 'awas' : 'jam',
    sentence: speak('sentence', { minutes }),
    rule: ruleWords(facts, needed, speak),
    state: speak(`state.${state}`, { count: Math.max(1, needed - minutes) }),
  };
}
