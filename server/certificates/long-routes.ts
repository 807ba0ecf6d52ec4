// Staff: the documents of many rows of a session, made one by one or for all regions at once.

import { z } from 'zod';
import type { Audit } from '../audit/index.ts';
import { actorOf } from '../control/index.ts';
import { isAppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { type PageReply, page, redirect } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { searchOf } from '../protocol/search.ts';
import { getSession, type LiveSessions, type SessionDocument } from '../sessions/index.ts';
import { LONG_KINDS, type LongKind } from './certificate-data.ts';
import { regionSubject, SESSION_SUBJECT } from './certificate-subject.ts';
import { NotIssuableError } from './issuing.ts';
import type { LongDesk } from './long-desk.ts';
import { type LongState, SESSION_KINDS } from './long-states.ts';
import { MissingGlyphError } from './missing-glyph-error.ts';

const PATH = '/kendali/dokumen';
/** Most regions on one page; a search narrows them. */
const ROWS_SHOWN = 40;
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const search = z.string().trim().max(100).default('');
const query = z.object({
  sesi: slug.optional(),
  cari: search,
  selesai: z.enum(['terbit', 'semua', 'ulang']).optional().catch(undefined),
});
const body = z.object({
  sesi: slug,
  cari: search,
  jenis: z.enum(LONG_KINDS),
  daerah: z
    .string()
    .regex(/^[\w.]{1,20}$/)
    .optional(),
});

export interface LongRouteParts {
  desk: LongDesk;
  live: Pick<LiveSessions, 'list' | 'findBySlug' | 'findDefault'>;
  catalogue: Catalogue;
  audit: Pick<Audit, 'write'>;
}

type Say = (key: string, values?: Record<string, string | number>) => string;

/** Why a document was not made, in words; rethrows what is no refusal. */
function refusalOf(error: unknown, say: Say): string {
  if (error instanceof NotIssuableError) return say(`long-documents.missing.${error.missing}`);
  if (error instanceof MissingGlyphError) {
    const { glyph, of = '' } = error;
    return say('long-documents.glyph', { glyph, name: of });
  }
  if (isAppError(error)) return say(`errors.${error.code}.detail`, error.params);
  throw error;
}

const present = ({ kind, name, code, number, signed, stale }: LongState) => ({
  stale: stale !== undefined,
  kind,
  name,
  region: code,
  number: number?.number,
  href: number && `/berkas/${number.code}.pdf`,
  signed,
  canIssue: !number && (kind !== 'region' || signed > 0),
});

async function longPage(
  { desk }: LongRouteParts,
  session: SessionDocument,
  asked: { cari: string; selesai?: string | undefined; refusal?: string },
  frame: { say: Say; isOwner: boolean },
): Promise<PageReply> {
  const { documents, regions, isRunning } = await desk.states(session);
  const finds = searchOf(asked.cari);
  const found = regions.filter(({ name }) => finds(name));
  const issued = regions.filter(({ number }) => number).length;
  const due = regions.filter(({ number, signed }) => !number && signed > 0).length;
  return page({
    template: 'long-documents',
    layout: 'staff',
    title: frame.say('long-documents.title'),
    entry: 'staff-form',
    session: session._id,
    ...(asked.refusal && { status: 409 }),
    view: {
      ...asked,
      ...{ isOwner: frame.isOwner, slug: session.slug, session: session.title },
      hasEnded: session.status.endedAt !== null,
      documents: documents.map(present),
      regions: found.slice(0, ROWS_SHOWN).map(present),
      ...{ issued, due, isRunning, total: regions.length },
      stale: [...documents, ...regions].filter((one) => one.stale).length,
      ...{ found: found.length, shown: ROWS_SHOWN, hasMore: found.length > ROWS_SHOWN },
    },
  });
}

/** The page, and its two actions. */
export const createLongRoutes = (parts: LongRouteParts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { query },
    handle({ query: asked, language, visitor }) {
      const session = getSession(parts.live, asked.sesi);
      const say: Say = (key, values) => parts.catalogue.text(language, key, values);
      return longPage(parts, session, asked, { say, isOwner: isOwner(visitor) });
    },
  }),
  defineRoute({
    method: 'post',
    path: PATH,
    access: 'staff',
    input: { body },
    async handle({ body: { sesi, cari, jenis, daerah }, language, visitor, address }) {
      const session = getSession(parts.live, sesi);
      const say: Say = (key, values) => parts.catalogue.text(language, key, values);
      const to = (selesai: string) =>
        redirect(`${PATH}?${new URLSearchParams({ sesi, cari, selesai })}`);
      const by = actorOf(staffOf(visitor), address);
      const asked = { session, kind: jenis, region: daerah ?? '' };
      if (jenis === 'region' && daerah === undefined) {
        await tellAudit(parts, asked, by);
        parts.desk.issueRegions(session);
        return to('semua');
      }
      try {
        await parts.desk.issue(session, jenis, subjectOf(jenis, daerah));
        await tellAudit(parts, asked, by);
        return to('terbit');
      } catch (error) {
        const refusal = refusalOf(error, say);
        return longPage(parts, session, { cari, refusal }, { say, isOwner: isOwner(visitor) });
      }
    },
  }),
  defineRoute({
    method: 'post',
    path: `${PATH}/ulang`,
    access: 'staff',
    input: { body: z.object({ sesi: slug }) },
    async handle({ body: { sesi }, language, visitor, address }) {
      const session = getSession(parts.live, sesi);
      const note = parts.catalogue.text(language, 'long-documents.stale.note');
      const by = actorOf(staffOf(visitor), address);
      await tellAudit(parts, { session, kind: 'stale', region: '' }, by);
      parts.desk.renewStale(session, { ...by, note });
      return redirect(`${PATH}?sesi=${session.slug}&selesai=ulang`);
    },
  }),
];

/** The documents themselves are issued by the platform: that somebody asked for them is theirs. */
const tellAudit = (
  { audit }: LongRouteParts,
  { session, kind, region }: { session: SessionDocument; kind: string; region: string },
  by: ReturnType<typeof actorOf>,
): Promise<void> =>
  audit.write({ event: 'documents.asked', data: { kind, region }, session: session._id, ...by });

const subjectOf = (kind: LongKind, region: string | undefined): string =>
  SESSION_KINDS.some((one) => one === kind) ? SESSION_SUBJECT : regionSubject(region ?? '');
