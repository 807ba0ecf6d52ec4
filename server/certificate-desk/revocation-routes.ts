// Revoking: the list, one certificate's form, the two actions, and the public signed list.
import { z } from 'zod';
import {
  type CertificateService,
  certificateCodeSchema,
  MissingGlyphError,
  NotIssuableError,
} from '../certificates/index.ts';
import { actorOf } from '../control/index.ts';
import { AppError, isAppError } from '../core/app-error.ts';
import { canonicalJson } from '../core/canonical.ts';
import type { Clock } from '../core/clock.ts';
import { createRecent } from '../core/recent.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { file, type PageReply, page, redirect } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { REVOCATION_REASONS } from '../protocol/revocation-reasons.ts';
import { getSession, type SessionDocument } from '../sessions/index.ts';
import { wordsIn } from './desk-routes.ts';
import type { DeskServices } from './desk-sources.ts';
import type { RevocationList } from './revocation-list.ts';
import { revocationView, type Typed } from './revocation-presenter.ts';

const PATH = '/kendali/pencabutan';
const NOTE_MAX = 500;

export interface RevocationParts extends Pick<DeskServices, 'certificates' | 'live' | 'catalogue'> {
  list: RevocationList;
  clock: Clock;
}

const query = z.object({
  sesi: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .optional(),
  nomor: z.string().trim().max(60).optional(),
  selesai: z.enum(['cabut', 'ganti']).optional(),
});

interface Asking extends Pick<RouteContext, 'language' | 'visitor'> {
  session: SessionDocument;
  number?: string | undefined;
  done?: string | undefined;
  refused?: { typed: Typed; error: string; status: number };
}

async function showPage(parts: RevocationParts, asking: Asking): Promise<PageReply> {
  const { session, number, refused, visitor, language } = asking;
  const { store } = parts.certificates;
  const words = wordsIn(parts, language);
  const found = number === undefined ? undefined : await store.findByNumber(number.toUpperCase());
  const revoked = await store.listRevoked(session._id);
  const numbers = await store.numbersOf(
    [...revoked, ...(found ? [found] : [])].flatMap((one) => one.revoked?.replacedBy ?? []),
  );
  const facts = {
    session,
    number,
    certificate: found?.session === session._id ? found : undefined,
    revoked,
    numbers,
    done: asking.done,
    refused,
  };
  return page({
    template: 'revocations',
    layout: 'staff',
    title: words('revocations.title'),
    session: session._id,
    ...(refused && { status: refused.status }),
    view: { ...revocationView(facts, words), isOwner: isOwner(visitor) },
  });
}

const show = (parts: RevocationParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { query },
    handle: ({ query: { sesi, nomor, selesai }, visitor, language }) =>
      showPage(parts, {
        session: getSession(parts.live, sesi),
        number: nomor,
        done: selesai,
        ...{ visitor, language },
      }),
  });

const body = z.object({
  reason: z.string().max(40).default(''),
  note: z.string().max(5_000).default(''),
});

/** The category and the note; throws REASON_MISSING, NOTE_TOO_LONG. */
function checked({ reason, note }: Typed): { reason: string; note: string } {
  const category = REVOCATION_REASONS.find((one) => one === reason);
  const text = note.trim();
  if (!category || text === '') throw new AppError('REASON_MISSING');
  if (text.length > NOTE_MAX) throw new AppError('NOTE_TOO_LONG');
  return { reason: category, note: text };
}

const ACTIONS = ['cabut', 'ganti'] as const;

async function act(
  service: CertificateService,
  code: string,
  action: (typeof ACTIONS)[number],
  by: Parameters<CertificateService['revoke']>[1],
): Promise<void> {
  try {
    await (action === 'cabut' ? service.revoke(code, by) : service.replace(code, by));
  } catch (error) {
    if (error instanceof NotIssuableError) throw new AppError('CERTIFICATE_NOT_DUE', {}, error);
    if (error instanceof MissingGlyphError) throw new AppError('NAME_GLYPH', {}, error);
    throw error;
  }
}

const revoke = (parts: RevocationParts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:code/:action`,
    access: 'staff',
    input: { params: z.object({ code: certificateCodeSchema, action: z.enum(ACTIONS) }), body },
    async handle({ params: { code, action }, body: typed, visitor, language, address }) {
      const { service, store } = parts.certificates;
      const certificate = await store.findByCode(code, 'full');
      const session = certificate && parts.live.find(certificate.session);
      if (!certificate || !session) throw new AppError('CERTIFICATE_UNKNOWN');
      const { number } = certificate;
      try {
        const by = { ...actorOf(staffOf(visitor), address), ...checked(typed) };
        await act(service, code, action, by);
      } catch (error) {
        if (!isAppError(error) || error.status >= 500) throw error;
        const detail = parts.catalogue.text(language, `errors.${error.code}.detail`, error.params);
        const refused = { typed, error: detail, status: error.status };
        return showPage(parts, { session, number, refused, visitor, language });
      }
      return redirect(`${PATH}?sesi=${session.slug}&nomor=${number}&selesai=${action}`);
    },
  });

/** The list is read and signed at most once in this time, however many ask. */
const LIST_MS = 5_000;

function shared({ list, clock }: RevocationParts): RevocationList {
  const recent = createRecent<Awaited<ReturnType<RevocationList>>>(LIST_MS);
  return () => recent({ key: '', now: clock.now() }, list);
}

/** `text` is canonical JSON, signed byte for byte with the evidence key. */
const revocationsSchema = z.strictObject({
  text: z.string(),
  signature: z.base64(),
  keyId: z.string(),
});

const published = (list: RevocationList): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/api/v1/certificates/revocations.json',
    access: 'public',
    api: { name: 'revocations', group: 'certificates', answer: { schema: revocationsSchema } },
    input: {},
    async handle() {
      const bytes = Buffer.from(canonicalJson(await list()), 'utf8');
      return file({
        bytes,
        type: 'application/json',
        headers: { 'cache-control': 'public, max-age=60' },
      });
    },
  });

/** They belong before the control room's own path. */
export const createRevocationRoutes = (parts: RevocationParts): AnyRoute[] => [
  show(parts),
  revoke(parts),
  published(shared(parts)),
];
