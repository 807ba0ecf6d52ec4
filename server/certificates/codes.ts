// Certificate codes for QR and typing, and the printed numbers.
import { z } from 'zod';
import type { RandomSource } from '../core/random.ts';
import type { CertificateKind } from './certificate-data.ts';

/** Crockford's base 32: digits and letters without I, L, O and U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 26 characters of 5 bits: 130 random bits. */
export const CODE_LENGTH = 26;
/** 12 characters of 5 bits, for typing; throttled where it is asked for. */
export const SHORT_CODE_LENGTH = 12;

const pattern = (length: number) => new RegExp(`^[${ALPHABET}]{${length}}$`);

export const certificateCodeSchema = z.string().regex(pattern(CODE_LENGTH));
export const shortCodeSchema = z.string().regex(pattern(SHORT_CODE_LENGTH));

const randomCode = (random: RandomSource, length: number): string =>
  [...random(length)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** A new certificate code: 26 characters, 130 bits. */
export const newCertificateCode = (random: RandomSource): string => randomCode(random, CODE_LENGTH);

/** A new short code: 12 characters, random on its own, so that it tells nothing of the long one. */
export const newShortCode = (random: RandomSource): string => randomCode(random, SHORT_CODE_LENGTH);

/**
 * Reads a code as people type it: any case, spaces and hyphens ignored, O read as 0, I and L
 * as 1. Gives the code and its form, or nothing when it can't be one.
 */
export function readCode(typed: string): { form: 'full' | 'short'; code: string } | undefined {
  if (typed.length > 100) return undefined;
  const code = typed
    .toUpperCase()
    .replace(/[\s-]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (certificateCodeSchema.safeParse(code).success) return { form: 'full', code };
  if (shortCodeSchema.safeParse(code).success) return { form: 'short', code };
  return undefined;
}

/** A short code as it is printed, in groups of four: `7K4M-2QXD-9HPA`. */
export const printedCode = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code;

/** Region is `wilayah`, minutes are `berita acara`. */
const LETTER = {
  declaration: 'D',
  participation: 'P',
  region: 'W',
  roll: 'R',
  minutes: 'B',
} as const satisfies Record<CertificateKind, string>;

/**
 * A certificate's number: `IKR-2020-10-07-D-000123`, and `IKR-CONTOH-...` for a sample.
 * `date` is the event's day (`YYYY-MM-DD`), `sequence` counts from 1 within session and kind.
 */
export function certificateNumber(facts: {
  kind: CertificateKind;
  date: string;
  sequence: number;
  sample: boolean;
}): string {
  if (!Number.isSafeInteger(facts.sequence) || facts.sequence < 1) {
    throw new RangeError('A certificate number counts from 1');
  }
  const prefix = facts.sample ? 'IKR-CONTOH' : 'IKR';
  const sequence = String(facts.sequence).padStart(6, '0');
  return `${prefix}-${facts.date}-${LETTER[facts.kind]}-${sequence}`;
}
