// A campaign as a data file: one schema for everything an event needs to be told, and its reader.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { canonicalHash } from '../core/canonical.ts';
import { attendanceRuleSchema } from '../protocol/attendance-rule.ts';
import { DEFAULT_SIGNING_RULE, signingRuleSchema } from '../protocol/signing-rule.ts';
import {
  agendaFollows,
  asksForSeatsThere,
  hasUniqueValues,
  speakersAreListed,
  toMinutes,
} from './campaign-file-rules.ts';
import { DEFAULT_REGION_RULES, regionRulesSchema } from './region-rules.ts';

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
const text = z.string().trim().min(1);
const colour = z.string().regex(/^#[0-9A-F]{6}$/);
const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** An office in each region; `required` seats decide whether a region is complete. */
export const regionSeatSchema = z.object({ code: slug, title: text, required: z.boolean() });

/** An office outside the regions: a regional office of BKN, or a member of the task force. */
export const outsideSeatSchema = z.object({
  group: z.enum(['bkn', 'satgas']),
  code: slug,
  title: text,
  office: text,
});

/** What is read aloud and signed. Its hash is `declarationHash`. */
export const declarationSchema = z.object({
  version: text,
  opening: text,
  clauses: z.array(text).length(4),
  closing: text,
});

/** What a signer agrees to, beside the declaration itself. */
export const consentSchema = z.object({ version: text, text });

/** An item of the agenda: `time` is local (WIB), `minutes` its length. */
export const agendaItemSchema = z.object({
  id: slug,
  time: clockTime,
  minutes: z.int().positive(),
  title: text,
  speakerOffice: text.nullable(),
  kind: z.enum(['declaration', 'signing', 'speech', 'opening', 'closing']),
});

/** Who gets a speaker's link; the reader also leads the clauses. */
export const speakerSchema = z.object({
  code: slug,
  office: text,
  role: z.enum(['reader', 'speaker']),
});

/** One event of a campaign. `startsAt` and `endsAt` are local times (WIB) on `date`. */
export const campaignSessionSchema = z
  .object({
    slug,
    title: text,
    kind: z.literal('official'),
    mode: z.enum(['daring', 'hibrida']),
    place: text,
    date: z.iso.date(),
    startsAt: clockTime,
    endsAt: clockTime,
    isDefault: z.boolean(),
    /** True while the times of the agenda are ours and not yet the host's. */
    timesArePlaceholders: z.boolean(),
    /** What earns the participation certificate. */
    attendanceRule: attendanceRuleSchema,
    /** How long signatures are taken. */
    signing: signingRuleSchema.default(DEFAULT_SIGNING_RULE),
    agenda: z.array(agendaItemSchema).min(1),
    speakers: z.array(speakerSchema),
  })
  .refine((session) => toMinutes(session.startsAt) < toMinutes(session.endsAt), {
    message: 'The session must end after it starts',
  })
  .refine((session) => agendaFollows(session), {
    message: 'The agenda must fill the time from start to end without gap or overlap',
  })
  .refine((session) => speakersAreListed(session), {
    message: 'Each speakerOffice of the agenda must be an office of the speakers',
  });

/** A whole campaign: who hosts it, who is invited, what is signed, and when. */
export const campaignFileSchema = z
  .object({
    slug,
    name: text,
    shortName: text,
    theme: text,
    host: z.object({ name: text, short: text }),
    legalIssuer: text.nullable(),
    emblemText: text,
    colours: z.object({
      signature: colour,
      signatureDark: colour,
      accent: colour,
      ornament: colour,
    }),
    sample: z.boolean(),
    regionSet: z.object({
      name: text,
      file: z.string().regex(/^[a-z0-9-]+\.csv$/),
      boardLayout: slug.nullable(),
    }),
    seats: z.object({
      inRegions: z.array(regionSeatSchema).min(1),
      outside: z.array(outsideSeatSchema),
    }),
    regionRules: regionRulesSchema.default(DEFAULT_REGION_RULES),
    declaration: declarationSchema.nullable(),
    consent: consentSchema.nullable(),
    sessions: z.array(campaignSessionSchema).min(1),
  })
  .refine((file) => (file.declaration === null) === (file.consent === null), {
    message: 'A declaration and the consent to sign it come together',
  })
  .refine((file) => hasUniqueValues(file.sessions.map((session) => session.slug)), {
    message: 'Each session needs a slug of its own',
  })
  .refine(
    ({ seats }) => hasUniqueValues([...seats.inRegions, ...seats.outside].map((seat) => seat.code)),
    { message: 'Each seat needs a code of its own' },
  )
  .refine(({ regionRules, seats }) => asksForSeatsThere(regionRules, seats.inRegions.length), {
    message: 'A rule of the regions asks for more seats than a region has',
  });

export type CampaignFile = z.infer<typeof campaignFileSchema>;
export type CampaignFileSession = z.infer<typeof campaignSessionSchema>;
export type RegionSeat = z.infer<typeof regionSeatSchema>;
export type OutsideSeat = z.infer<typeof outsideSeatSchema>;
export type Declaration = z.infer<typeof declarationSchema>;
export type Consent = z.infer<typeof consentSchema>;
export type AgendaItem = z.infer<typeof agendaItemSchema>;
export type CampaignSpeaker = z.infer<typeof speakerSchema>;

/**
 * Reads and checks a campaign's data file. Rejects with the file system's error, a SyntaxError
 * when it is not JSON, or a ZodError that names the wrong field.
 */
export async function readCampaignFile(path: string | URL): Promise<CampaignFile> {
  return campaignFileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** SHA-256 (64 hexadecimal digits) over the declaration's canonical JSON (RFC 8785). */
export const declarationHash = (declaration: Declaration): string =>
  canonicalHash({
    version: declaration.version,
    opening: declaration.opening,
    clauses: declaration.clauses,
    closing: declaration.closing,
  });

/** SHA-256 (64 hexadecimal digits) over the consent's canonical JSON (RFC 8785). */
export const consentHash = (consent: Consent): string =>
  canonicalHash({ version: consent.version, text: consent.text });
