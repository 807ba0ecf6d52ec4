// Identifiers of documents: 16 characters of base 32 (80 random bits), safe in URLs and to read out.
import type { RandomSource } from './random.ts';

const ALPHABET = 'abcdefghjkmnpqrstvwxyz0123456789';

/** `length` characters of a 32-letter alphabet from as many random bytes. */
export const randomBase32 = (random: RandomSource, length: number): string =>
  Array.from(random(length), (byte) => ALPHABET[byte & 31]).join('');

/** A new document id. */
export const newId = (random: RandomSource): string => randomBase32(random, 16);

/** What an id looks like; a path parameter of another shape is 404. */
export const ID_PATTERN = /^[a-z0-9]{16}$/;
