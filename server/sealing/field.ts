// What the drawing side leaves open for the seal, so that it can be filled in afterwards.

/** Bytes kept for the CMS: with three certificates ECDSA takes about 2,300, RSA-3072 about 4,600. */
export const CONTENTS_BYTES = { ES256: 3_072, RS256: 8_192 } as const;
/** What a time stamp's token adds: ECDSA takes about 1,500, RSA-4096 with its chain about 7,000. */
export const TIMESTAMP_BYTES = 8_192;
/** Stands for a number of ten digits that is known only when the file is complete. */
export const BLANK = '**********';
