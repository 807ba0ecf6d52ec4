// What the documents of many rows say: a region's declaration, the national roll, the minutes.
import { z } from 'zod';
import { NAME_MAX } from '../protocol/limits.ts';
import { markSchema } from '../protocol/socket-events.ts';
import { commonFields, lateField, line, moment, sha256Field, zone } from './data-fields.ts';

/** Most rows of one document; `certificate-size.ts` says what that weighs. */
export const ROWS_MAX = 12_000;

const count = z.int().min(0).max(1_000_000);
/** How many of them came late; only there when some did. */
const lateCount = z.int().min(1).max(1_000_000).optional();
const place = line(120);

/** The log of the signatures as it stood when the document was made; null without one. */
const log = z
  .object({
    size: count,
    root: sha256Field,
    /** The head's own moment, by the platform's clock. */
    time: moment,
    /** The independent moment (RFC 3161) of that head or of an earlier one; null without one. */
    stampedAt: moment.nullable(),
  })
  .nullable();

/** Who signed, when, and what the log holds of it. */
const signature = z.object({
  /** Null: it was erased since. */
  name: line(NAME_MAX).nullable(),
  acting: line(10).nullable(),
  signedAt: moment,
  late: lateField,
  /** SHA-256 of the signature's leaf. */
  leafHash: sha256Field,
});

/** Counts of the whole session. */
const totals = z.object({
  regions: count,
  regionsSigned: count,
  seats: count,
  /** Who met the attendance rule. */
  met: count,
  signed: count,
  late: lateCount,
});

/** Offices, each once, with how many seats of it are meant. */
const officeList = z.array(z.object({ office: line(160), seats: count })).max(2_000);

/** What the minutes say beside their counts by province. */
const details = z.object({
  /** The log as it stood when the ceremony was sealed; null when it was not. */
  ceremony: z.object({ root: sha256Field, size: count, signatures: count, at: moment }).nullable(),
  /** By office; outside regions `office` is null. */
  offices: z
    .array(
      z.object({
        ...{ office: line(160).nullable(), seats: count, came: count, met: count },
        signed: count,
      }),
    )
    .max(500),
  /** Hours of WIB by their beginning; arrivals are people, `present` at the hour's end. */
  hours: z
    .array(z.object({ start: moment, arrived: count, present: count, left: count, signed: count }))
    .max(2_000),
  /** By region; each seat is in one of the three. Outside regions `region` is null. */
  regions: z
    .array(
      z.object({
        ...{ region: place.nullable(), province: place.nullable(), signed: officeList },
        /** Came, and did not sign. */
        present: officeList,
        absent: officeList,
      }),
    )
    .max(3_000),
});

const version = { version: line(60), sha256: sha256Field };

export const regionDataSchema = z.object({
  kind: z.literal('region'),
  ...commonFields,
  region: z.object({ code: line(20), name: place, province: place }),
  declaration: z.object({
    ...version,
    opening: line(600),
    clauses: z.array(line(500)).min(1).max(8),
    closing: line(600),
  }),
  totals: z.object({ seats: count, signed: count, late: lateCount }),
  log,
  /** Every seat of the region in the campaign's order; `signed` is null for who did not. */
  rows: z
    .array(
      z.object({
        seat: line(160),
        signed: signature.extend({ mark: markSchema.nullable() }).nullable(),
      }),
    )
    .min(1)
    .max(500),
});

export const rollDataSchema = z.object({
  kind: z.literal('roll'),
  ...commonFields,
  session: z.object({ title: line(200) }),
  declaration: z.object(version),
  totals,
  log,
  /** In the order of provinces, regions and seats; outside regions `province` is null. */
  rows: z
    .array(
      signature.extend({
        province: place.nullable(),
        region: place.nullable(),
        seat: line(160),
        timezone: zone,
      }),
    )
    .max(ROWS_MAX),
});

export const minutesDataSchema = z.object({
  kind: z.literal('minutes'),
  ...commonFields,
  session: z.object({
    title: line(200),
    mode: z.enum(['daring', 'hibrida']),
    place: line(200),
    liveAt: moment.nullable(),
    endedAt: moment.nullable(),
    signingOpenedAt: moment.nullable(),
    signingClosedAt: moment.nullable(),
  }),
  /** The agenda as it was planned: local time of the host, `HH:MM`. */
  agenda: z.array(z.object({ time: line(5), title: line(200) })).max(60),
  declaration: z.object(version).nullable(),
  totals,
  log,
  /** By province; outside regions `province` is null. */
  rows: z
    .array(
      z.object({
        province: place.nullable(),
        regions: count,
        regionsSigned: count,
        seats: count,
        met: count,
        signed: count,
      }),
    )
    .max(100),
  /** Minutes of before there were any have none. */
  details: details.optional(),
});

/** How many of the signatures that a document speaks of came late. */
export const lateOf = ({ totals }: { totals: { late?: number | undefined } }): number =>
  totals.late ?? 0;

export type RegionData = z.infer<typeof regionDataSchema>;
export type RollData = z.infer<typeof rollDataSchema>;
export type MinutesData = z.infer<typeof minutesDataSchema>;
