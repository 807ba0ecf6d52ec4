// What the drawing side leaves open for the seal, so that it can be filled in afterwards.

/** Bytes kept for the CMS: with three certificates ECDSA takes about 2,300, RSA-3072 about 4,600. */
export const CONTENTS_BYTES = { ES256: 3_072, RS256: 8_192 } as const;
/** Stands for a number of ten digits that is known only when the file is complete. */
export const BLANK = '**********';
