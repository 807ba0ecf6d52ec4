// The certificates domain: issued once, sealed, verified by anybody.

export { KeyError } from '../keys/index.ts';
export type { Failure, Outcome } from './batch-issuing.ts';
export { builtInWording } from './built-in-wording.ts';
export type { FileEntry, Holding } from './bulk-store.ts';
export type { CertificateAccess } from './certificate-access.ts';
export {
  type ArchivedFacts,
  type ArchivedFile,
  type CertificateArchive,
  createCertificateArchive,
} from './certificate-archive.ts';
export {
  CERTIFICATE_KINDS as KINDS,
  type CertificateData,
  type CertificateKind,
  isPersonal,
  isPersonalKind,
  type LongData,
  type LongKind,
  type PersonalData,
  type PersonalKind,
} from './certificate-data.ts';
export {
  type CertificateEraser,
  createCertificateEraser,
  type ErasedHolder,
  erasableFilter,
} from './certificate-eraser.ts';
export type { CertificateFacts } from './certificate-facts.ts';
export type { CertificateService } from './certificate-service.ts';
export { type CertificateDoors, collectFacts, factsOfSession } from './certificate-sources.ts';
export type { CertificateStore, IssuedCertificate } from './certificate-store.ts';
export { regionOfSubject, regionSubject, SESSION_SUBJECT } from './certificate-subject.ts';
export { type Certificates, type CertificatesOptions, createCertificates } from './certificates.ts';
export { certificateCodeSchema, printedCode, readCode } from './codes.ts';
export type { LetterFacts } from './drawing/letter-layout.ts';
export type { Due, PendingIssuer } from './issue-pending.ts';
export { NotIssuableError, type WordingOf } from './issuing.ts';
export { createLetterMaker, type LetterMaker } from './letter-maker.ts';
export { lateOf } from './long-data.ts';
export { longPreviewData } from './long-preview.ts';
export { createLongRoutes } from './long-routes.ts';
export { longWordingFields } from './long-wording-fields.ts';
export { MissingGlyphError } from './missing-glyph-error.ts';
export {
  type PreviewHolder,
  type PreviewPlace,
  previewData,
  previewHolderOf,
} from './preview-data.ts';
export {
  createPreviewMaker,
  type DrawingProblem,
  PreviewError,
  type PreviewMaker,
} from './preview-maker.ts';
export { parseBlocks, type WordingSource, withoutComments } from './wording.ts';
export { printedOffice, wordingFields } from './wording-fields.ts';
