// Sealing PDFs (PAdES) and looking at the seals of others' files; pure but for the key.
export { findSeal, type SealReason, withoutPadding } from './byte-range.ts';
export { BLANK, CONTENTS_BYTES, TIMESTAMP_BYTES } from './field.ts';
export { assertSealedElsewhere } from './foreign-seal.ts';
export { type InspectOptions, inspectSeal, isPdf, type SealInspection } from './inspect-pdf.ts';
export { contentsBytesFor } from './room.ts';
export { createSeal, type Seal, SealError, sealPdf } from './seal.ts';
export { sealedBy } from './sealed-by.ts';
export { type StampedPdf, stampSeal } from './stamp.ts';
export { trySeal } from './try-seal.ts';
