// The fields that all kinds of certificate share, and how text is made fit for the fonts.
import { z } from 'zod';
import { sealLevelSchema } from '../keys/index.ts';
import { certificateCodeSchema, shortCodeSchema } from './codes.ts';

/**
 * Text as the fonts know it: composed (NFC), white space joined, and the modifier apostrophe of
 * some names (U+02BC) as the apostrophe that looks the same.
 */
export const printable = (text: string): string =>
  text.normalize('NFC').replaceAll('\u02BC', '\u2019').replace(/\s+/gu, ' ').trim();

/** One line of plain text. */
export const line = (max: number) =>
  z
    .string()
    .transform(printable)
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .regex(/^[^\p{Cc}\p{Cs}\p{Co}\p{Cn}]*$/u),
    );

const colour = z.string().regex(/^#[0-9A-F]{6}$/);
export const moment = z.iso.datetime();
export const zone = z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']);

/** Only there when the signature's leaf says that it came in the late window: data of others stays as it was. */
export const lateField = z.literal(true).optional();

/** SHA-256 in 64 hexadecimal digits. */
export const sha256Field = z.string().regex(/^[0-9a-f]{64}$/);

/** What every kind says. */
export const commonFields = {
  /** CONTOH across the page: a sample campaign's or a rehearsal's. */
  sample: z.boolean(),
  number: z.string().regex(/^[A-Z0-9-]{8,60}$/),
  code: certificateCodeSchema,
  shortCode: shortCodeSchema,
  /** Where the QR code leads: `<PUBLIC_URL>/verifikasi/<code>`. */
  verifyUrl: z.url({ protocol: /^https?$/ }).max(300),
  /** The QR code's signed statement, behind `#`; certificates of before 0.3 have none. */
  statement: z
    .string()
    .regex(/^[0-9A-HJKMNP-TV-Z]{100,336}$/)
    .optional(),
  /** SHA-256 of the platform's own root certificate (DER); certificates of before have none. */
  rootFingerprint: sha256Field.optional(),
  host: line(120),
  partners: line(200).nullable(),
  /** The words around the seal and in the micro print, from the campaign. */
  emblemText: line(160),
  colours: z.object({ signature: colour, accent: colour, ornament: colour }),
  /** The legal issuer in whose name the file is sealed; only a sample may lack one. */
  issuer: line(120).nullable(),
  sealLevel: sealLevelSchema,
  event: z.object({
    campaign: line(200),
    theme: line(200).nullable(),
    /** Day of the event, `YYYY-MM-DD`. */
    date: z.iso.date(),
    timezone: zone,
  }),
  issuedAt: moment,
};
