// The board: one snapshot with a version, then coalesced deltas. No person in it. How they are packed
// for the way is in board-wire.ts.
import { z } from 'zod';

export { boardCounters } from './board-counters.ts';

/** 0 absent, 1 partly present, 2 complete, 3 signed (DESIGN section 5: u0 to u3). */
export const regionStateSchema = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
export type RegionState = z.infer<typeof regionStateSchema>;

/** The words of the API for the four states, in the order of their numbers. */
export const REGION_STATES = ['absent', 'partial', 'complete', 'signed'] as const;

/** [region code, state, required seats, officials present, officials who signed] */
export const boardRowSchema = z.tuple([
  z.string(),
  regionStateSchema,
  z.int().nonnegative(),
  z.int().nonnegative(),
  z.int().nonnegative(),
]);
export type BoardRow = z.infer<typeof boardRowSchema>;

/** Counts over everything the board shows; `outside` is the row Pusat dan Kanreg. */
export const boardCountersSchema = z.object({
  regions: z.int(),
  regionsPresent: z.int(),
  regionsComplete: z.int(),
  regionsSigned: z.int(),
  officialsPresent: z.int(),
  officialsSigned: z.int(),
  seats: z.int(),
  outside: z.object({ seats: z.int(), present: z.int(), signed: z.int() }),
});
export type BoardCounters = z.infer<typeof boardCountersSchema>;

/** Which figure leads: presence before the ceremony, signatures from its opening, then frozen. */
export const boardPhaseSchema = z.enum(['presence', 'signing', 'frozen']);
export type BoardPhase = z.infer<typeof boardPhaseSchema>;

export const boardSnapshotSchema = z.object({
  v: z.int(),
  phase: boardPhaseSchema,
  counters: boardCountersSchema,
  rows: z.array(boardRowSchema),
  /** Region codes that changed state last, newest first, at most three. */
  latest: z.array(z.string()),
});
export type BoardSnapshot = z.infer<typeof boardSnapshotSchema>;

/** What changed from version `from` to version `v`; a client that is not at `from` asks anew. */
export const boardDeltaSchema = boardSnapshotSchema.extend({ from: z.int() });
export type BoardDelta = z.infer<typeof boardDeltaSchema>;
