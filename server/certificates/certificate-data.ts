// What a certificate says: frozen with its file, checked before anything is drawn.
import { z } from 'zod';
import { sealLevelSchema } from '../keys/index.ts';
import { NAME_MAX } from '../protocol/limits.ts';
import { markSchema } from '../protocol/socket-events.ts';
import { certificateCodeSchema, shortCodeSchema } from './codes.ts';

/**
 * Text as the fonts know it: composed (NFC), white space joined, and the modifier apostrophe of
 * some names (U+02BC) as the apostrophe that looks the same.
 */
export const printable = (text: string): string =>
  text.normalize('NFC').replaceAll('\u02BC', '\u2019').replace(/\s+/gu, ' ').trim();

/** One line of plain text. */
const line = (max: number) =>
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
const moment = z.iso.datetime();
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
const zone = z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']);

const common = {
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
  rootFingerprint: sha256Hex.optional(),
  host: line(120),
  partners: line(200).nullable(),
  /** The words around the seal and in the micro print, from the campaign. */
  emblemText: line(160),
  colours: z.object({ signature: colour, accent: colour, ornament: colour }),
  /** The legal issuer in whose name the file is sealed; only a sample may lack one. */
  issuer: line(120).nullable(),
  sealLevel: sealLevelSchema,
  holder: z.object({
    name: line(NAME_MAX),
    /** Abbreviation as it is printed before the seat: `Plt.`, `Plh.`, `Pj.`, `Pjs.`, `a.n.` */
    acting: line(10).nullable(),
    seat: line(160),
    region: line(120).nullable(),
  }),
  event: z.object({
    campaign: line(200),
    theme: line(200).nullable(),
    /** Day of the event, `YYYY-MM-DD`. */
    date: z.iso.date(),
    timezone: zone,
  }),
  issuedAt: moment,
};

export const declarationDataSchema = z.object({
  kind: z.literal('declaration'),
  ...common,
  declaration: z.object({
    opening: line(600),
    clauses: z.array(line(500)).min(1).max(8),
    closing: line(600),
  }),
  mark: markSchema,
  signedAt: moment,
  /** SHA-256 of the signature's leaf in the log, 64 hexadecimal digits. */
  leafHash: sha256Hex,
});

export const participationDataSchema = z.object({
  kind: z.literal('participation'),
  ...common,
  /** Minutes of attendance: the union of the person's intervals, rounded down. */
  minutes: z.int().min(0).max(100_000),
});

/** A certificate's data; a real one (not a sample) names its issuer. */
export const certificateDataSchema = z
  .discriminatedUnion('kind', [declarationDataSchema, participationDataSchema])
  .refine((data) => data.sample || data.issuer !== null, {
    path: ['issuer'],
    message: 'A certificate that is no sample needs a legal issuer',
  });

export type DeclarationData = z.infer<typeof declarationDataSchema>;
export type ParticipationData = z.infer<typeof participationDataSchema>;
export type CertificateData = z.infer<typeof certificateDataSchema>;
export type CertificateKind = CertificateData['kind'];
export const CERTIFICATE_KINDS = ['declaration', 'participation'] as const;
