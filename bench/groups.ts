// The bench's groups, by the name that runs one alone; each gives rows of the table.
import type { LoadOrder } from './messages.ts';
import type { OrderedChild } from './ordered-child.ts';
import type { ServerUnderTest } from './server-process.ts';
import type { Row } from './table.ts';

/** How large and how often. */
export interface Scale {
  officials: number;
  joinSeconds: number;
  /** Joins a second of the queue; the product's default in the full run. */
  admitted: number;
  /** Signatures a second of row 4. */
  perSecond: number;
  rounds: number;
  /** Rounds of what takes half a minute. */
  longRounds: number;
  memoryRounds: number;
  /** Ticks of the board in a turn, four a second. */
  ticks: number;
  kills: number;
  /** Officials of a killed server. */
  killed: number;
  httpSeconds: number;
  /** Certificates of a turn. */
  certificates: number;
  /** People of a session issued in bulk, two certificates each. */
  issuedPeople: number;
  /** Leaves of the log. */
  leaves: number;
  /** Rows of a contact file. */
  contacts: number;
}

export const FULL: Scale = {
  officials: 5_000,
  joinSeconds: 10,
  admitted: 600,
  perSecond: 2_500,
  rounds: 5,
  longRounds: 3,
  memoryRounds: 2,
  ticks: 40,
  kills: 3,
  killed: 3_000,
  httpSeconds: 3,
  certificates: 300,
  issuedPeople: 1_238,
  leaves: 100_000,
  contacts: 10_000,
};

export const QUICK: Scale = {
  officials: 600,
  joinSeconds: 2,
  admitted: 100,
  perSecond: 2_500,
  rounds: 3,
  longRounds: 2,
  memoryRounds: 1,
  ticks: 12,
  kills: 1,
  killed: 600,
  httpSeconds: 1,
  certificates: 60,
  issuedPeople: 124,
  leaves: 10_000,
  contacts: 2_000,
};

/** What a group works with. */
export interface Bench {
  server: ServerUnderTest;
  load: OrderedChild<LoadOrder>;
  scale: Scale;
  /** Prints details above the table. */
  say(lines: string[]): void;
}

export type Group = (bench: Bench) => Promise<Row[]>;
