// What an auditor re-computes without this server: frozen formats and the mathematics over them.
// Pure: no database, no network, no clock.

export type { ReadStatement } from '../protocol/statement.ts';
export {
  type Amendment,
  amendedLeaf,
  amendmentText,
  CORRECTION_FORMAT,
  type Correction,
  readAmendment,
  WITHDRAWAL_FORMAT,
  type Withdrawal,
} from './amendment.ts';
export {
  HEAD_FORMAT,
  type Head,
  headText,
  readHead,
  type SignedHead,
  verifyHead,
} from './head.ts';
export {
  FIRST_LEAF_FORMAT,
  type FirstLeaf,
  LEAF_FORMAT,
  type Leaf,
  leafHash,
  leafText,
  markCommitment,
  markHash,
  personCommitment,
  SECOND_LEAF_FORMAT,
  type SecondLeaf,
  type ThirdLeaf,
} from './leaf.ts';
export { isLateLeaf, readLeaf } from './leaf-reader.ts';
export { createMerkleTree, type MerkleTree } from './merkle.ts';
export {
  type ConsistencyClaim,
  type InclusionClaim,
  verifyConsistency,
  verifyInclusion,
} from './merkle-verify.ts';
export {
  REVOCATIONS_FORMAT,
  type RevocationList,
  type RevokedFile,
  readRevocations,
  revocationsText,
  type SignedRevocations,
} from './revocation-list.ts';
export { isTextSigned } from './signed-text.ts';
export {
  encodeStatement,
  readStatement,
  type StatementFacts,
  statementText,
  verifyStatement,
} from './statement.ts';
