// The platform's keys: its own small authority, the seal key, and PKCS#12 files.
export { findPath } from './certificate-path.ts';
export { attributesDer } from './cms-attributes.ts';
export { type EvidenceCertificate, type EvidenceKey, fingerprintOf } from './evidence-key.ts';
export {
  assertInForce,
  createHashSigner,
  type HashSigner,
  type PdfSealer,
  type PortableKey,
} from './hash-signer.ts';
export { KeyError } from './key-error.ts';
export type { KeyPlace, KeyRole, KeyRow, KeyState } from './key-status.ts';
export { maySeal } from './key-usage.ts';
export { type KeySource, openSealKeys, readKeyRows, type SealKeys } from './keys.ts';
export { type RevocationReason, readReason } from './revoked.ts';
export { hasKeys, moveRootAway } from './root-away.ts';
export { renewIssuing } from './root-brought-in.ts';
export { readRoots } from './root-file.ts';
export { type SealLevel, sealLevelSchema } from './seal-level.ts';
export { isSignedOver, readSigned, type SignedParts } from './signed-data.ts';
export { TimestampError, type TimestampErrorCode } from './timestamp-error.ts';
export { readToken, type TokenFacts } from './timestamp-token.ts';
export {
  createTimestamper,
  type Timestamper,
  type TimestamperState,
} from './timestamper.ts';
