// What a certificate says: frozen with its file, checked before anything is drawn.
import { z } from 'zod';
import { NAME_MAX } from '../protocol/limits.ts';
import { markSchema } from '../protocol/socket-events.ts';
import { commonFields, lateField, line, moment, sha256Field } from './data-fields.ts';
import { minutesDataSchema, regionDataSchema, rollDataSchema } from './long-data.ts';

export { printable } from './data-fields.ts';

const common = {
  ...commonFields,
  holder: z.object({
    name: line(NAME_MAX),
    /** Abbreviation as it is printed before the seat: `Plt.`, `Plh.`, `Pj.`, `Pjs.`, `a.n.` */
    acting: line(10).nullable(),
    seat: line(160),
    region: line(120).nullable(),
  }),
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
  late: lateField,
  /** SHA-256 of the signature's leaf in the log, 64 hexadecimal digits. */
  leafHash: sha256Field,
});

export const participationDataSchema = z.object({
  kind: z.literal('participation'),
  ...common,
  /** Minutes of attendance: the union of the person's intervals, rounded down. */
  minutes: z.int().min(0).max(100_000),
});

/** A certificate's data; a real one (not a sample) names its issuer. */
export const certificateDataSchema = z
  .discriminatedUnion('kind', [
    declarationDataSchema,
    participationDataSchema,
    regionDataSchema,
    rollDataSchema,
    minutesDataSchema,
  ])
  .refine((data) => data.sample || data.issuer !== null, {
    path: ['issuer'],
    message: 'A certificate that is no sample needs a legal issuer',
  });

export type DeclarationData = z.infer<typeof declarationDataSchema>;
export type ParticipationData = z.infer<typeof participationDataSchema>;
export type CertificateData = z.infer<typeof certificateDataSchema>;
export type CertificateKind = CertificateData['kind'];

/** One for each person; their subject is the registration. */
export const PERSONAL_KINDS = ['declaration', 'participation'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];
export type PersonalData = Extract<CertificateData, { kind: PersonalKind }>;
/** One for each region, and two for the session: documents of many rows. */
export const LONG_KINDS = ['region', 'roll', 'minutes'] as const;
export type LongKind = (typeof LONG_KINDS)[number];
export type LongData = Extract<CertificateData, { kind: LongKind }>;
export const CERTIFICATE_KINDS = [...PERSONAL_KINDS, ...LONG_KINDS] as const;

/** True for what speaks of one person, its holder. */
export const isPersonal = (data: CertificateData): data is PersonalData => 'holder' in data;
/** True for a kind that has one document for each person. */
export const isPersonalKind = (kind: CertificateKind): kind is PersonalKind =>
  kind === 'declaration' || kind === 'participation';
