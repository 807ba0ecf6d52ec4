// The log: a Merkle tree of all signatures of a session, signed heads, proofs, later amendments.
export { amendedSignatures } from './amended-signatures.ts';
export { type AmendmentDesk, createAmendmentDesk } from './amendment-desk.ts';
export type { AmendmentDocument } from './amendment-model.ts';
export { type AmendmentService, createAmendmentService } from './amendment-service.ts';
export { type AmendmentStore, createAmendmentStore } from './amendment-store.ts';
export type { HeadSigner } from './append.ts';
export { createLeafSource, type LeafSource } from './leaf-source.ts';
export { createLogRoutes } from './log-routes.ts';
export {
  createLogService,
  type HeadTimestamp,
  type Inclusion,
  type LogEntry,
  type LogService,
  type LogState,
  type Standing,
} from './log-service.ts';
export { createLogStore, type LogStore } from './log-store.ts';
export { createLogTrees } from './log-trees.ts';
export { createSequencer, type Sequencer, type SequencerTiming } from './sequencer.ts';
export {
  createTimestampSweep,
  type HeadTimestamper,
  type TimestampSweep,
} from './timestamp-sweep.ts';
