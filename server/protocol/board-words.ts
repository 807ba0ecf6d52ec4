// How the board puts its figures into words: the server's first picture and the browser's next.
import type { BoardCounters, BoardPhase, BoardRow, RegionState } from './board.ts';
import { sealWords, wibTime } from './ceremony-words.ts';
import type { SessionStatus } from './session.ts';
import { isOver } from './session-names.ts';

/** Gives the text of a key below `board.client`, in the reader's language. */
export type Say = (key: string, parameters?: Record<string, string | number>) => string;

const WORDS = ['absent', 'partial', 'complete', 'signed'] as const;
const STRONGEST_FIRST: readonly RegionState[] = [3, 2, 1, 0];

/** How many of `states` are in each state, by its number. */
export const countStates = (states: readonly RegionState[]): [number, number, number, number] => {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const state of states) counts[state] += 1;
  return counts;
};

/** "Jawa Tengah: 21 daerah. 16 telah menandatangani, 4 lengkap, 1 sebagian hadir." */
export function clusterSentence(name: string, states: readonly RegionState[], say: Say): string {
  if (states.length === 0) return say('sentence.none', { name });
  const counts = countStates(states);
  const parts = STRONGEST_FIRST.filter((state) => counts[state] > 0).map((state) =>
    say(`sentence.${WORDS[state]}`, { count: counts[state] }),
  );
  return say('sentence.whole', { name, total: states.length, parts: parts.join(', ') });
}

export type BoardStatus = Pick<
  SessionStatus,
  'session' | 'ceremony' | 'signingEndsAt' | 'signingPausedAt' | 'sealed'
>;

/** Key of the line that says where the event stands, below `board.client.stage`. */
export function stageKey(status: Pick<BoardStatus, 'session' | 'ceremony'>): string {
  const { session, ceremony } = status;
  if (ceremony === 'sealed') return 'sealed';
  if (isOver(session)) return 'ended';
  if (session === 'paused') return 'paused';
  if (ceremony !== 'idle') return ceremony;
  return session === 'doors' || session === 'live' ? session : 'scheduled';
}

/** The line itself: "Penandatanganan, sampai 10.55 WIB". */
export function stageText(status: BoardStatus, say: Say): string {
  const key = stageKey(status);
  if (key !== 'signing') return say(`stage.${key}`);
  if (status.signingPausedAt) return say('stage.signingPaused');
  const { signingEndsAt } = status;
  return signingEndsAt
    ? say('stage.signingUntil', { time: wibTime(Date.parse(signingEndsAt)) })
    : say('stage.signing');
}

/** The sealed ceremony in the ticker: how many signed, and the log's root. */
export function sealedTicker(
  status: Pick<BoardStatus, 'sealed'>,
  say: Say,
): { title: string; count: string; root: string } | undefined {
  const seal = sealWords(status, say('language'));
  if (!seal) return undefined;
  return {
    title: say('ticker.sealed', { moment: seal.moment }),
    count: say('ticker.sealedCount', { count: seal.count }),
    root: say('ticker.sealedRoot', { root: seal.root.join(' ') }),
  };
}

export interface BoardFigure {
  key: 'signed' | 'present' | 'officials';
  value: number;
  total: number;
}

/** Whether signatures, not presence, are what the board is about now. */
export const signaturesLead = (counters: BoardCounters, phase: BoardPhase): boolean =>
  phase === 'signing' || (phase === 'frozen' && counters.regionsSigned > 0);

/** The row Pusat dan Kanreg in words. */
export const outsideText = (counters: BoardCounters, phase: BoardPhase, say: Say): string =>
  say(signaturesLead(counters, phase) ? 'outside.signed' : 'outside.present', counters.outside);

/** Every region has signed: the board holds still. */
export const isWhole = (counters: BoardCounters): boolean =>
  counters.regions > 0 && counters.regionsSigned === counters.regions;

/** The three large figures, the leading one first: presence, then signatures once they begin. */
export function boardFigures(counters: BoardCounters, phase: BoardPhase): BoardFigure[] {
  const signed: BoardFigure = {
    key: 'signed',
    value: counters.regionsSigned,
    total: counters.regions,
  };
  const present: BoardFigure = {
    key: 'present',
    value: counters.regionsPresent,
    total: counters.regions,
  };
  const officials: BoardFigure = {
    key: 'officials',
    value: counters.officialsPresent,
    total: counters.seats,
  };
  return signaturesLead(counters, phase)
    ? [signed, present, officials]
    : [present, officials, signed];
}

/** Key of the ticker's title for the regions that changed last. */
export const tickerKey = (latest: readonly RegionState[]): string =>
  latest.length > 0 && latest.every((state) => state === 3) ? 'signed' : 'changed';

/** The ticker's last word, with its tile: all have signed, or the board stands still. */
export function closingTicker(
  { counters, phase }: { counters: BoardCounters; phase: BoardPhase },
  say: Say,
): { title: string; name: string; state: RegionState } | undefined {
  const { regions: total, regionsSigned, regionsPresent } = counters;
  if (isWhole(counters)) {
    return { title: say('ticker.all'), name: say('ticker.allText', { total }), state: 3 };
  }
  if (phase !== 'frozen') return undefined;
  const title = say('ticker.final');
  return regionsSigned > 0
    ? { title, name: say('ticker.finalSigned', { count: regionsSigned, total }), state: 3 }
    : { title, name: say('ticker.finalPresent', { count: regionsPresent, total }), state: 1 };
}

/** The signed share of all regions, as a width: "69.3%". */
export const signedShare = (counters: BoardCounters): string =>
  `${counters.regions > 0 ? Math.round((counters.regionsSigned / counters.regions) * 1000) / 10 : 0}%`;

/** State by region code. */
export const statesOf = (rows: readonly BoardRow[]): Map<string, RegionState> =>
  new Map(rows.map((row) => [row[0], row[1]]));
