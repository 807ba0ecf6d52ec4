// The platform's keys: its own small authority, the seal key, and PKCS#12 files.
export type { EvidenceCertificate, EvidenceKey } from './evidence-key.ts';
export {
  createHashSigner,
  type HashSigner,
  type PdfSealer,
  type PortableKey,
} from './hash-signer.ts';
export { KeyError } from './key-error.ts';
export { type KeySource, openSealKeys, type SealKeys } from './keys.ts';
export { type SealLevel, sealLevelSchema } from './seal-level.ts';
