// The control room's page of evidence bundles, their downloads, and the same for programs.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { AppError } from '../core/app-error.ts';
import { ID_PATTERN } from '../core/ids.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { programOf } from '../http/programs.ts';
import { page, redirect, stream } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import type { LogService } from '../log/index.ts';
import { getSession, type LiveSessions } from '../sessions/index.ts';
import { evidenceView } from './evidence-presenter.ts';
import type { EvidenceFile, EvidenceService } from './evidence-service.ts';

export interface EvidenceRouteParts {
  evidence: EvidenceService;
  log: Pick<LogService, 'stateOf'>;
  live: LiveSessions;
  rootFingerprint: string;
  catalogue: Catalogue;
  /** How many officials wait for an answer to their objection. */
  openObjections(session: string): Promise<number>;
}

const PATH = '/kendali/bukti';
/** Most bundles on the page. */
const SHOWN = 30;
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const id = z.string().regex(ID_PATTERN);

const showPage = (parts: EvidenceRouteParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { query: z.object({ sesi: slug.optional(), baru: id.optional().catch(undefined) }) },
    async handle({ query, language, visitor }) {
      const { evidence, log, live, rootFingerprint, catalogue } = parts;
      const session = getSession(live, query.sesi);
      const view = evidenceView({
        session,
        log: await log.stateOf(session._id),
        bundles: await evidence.list(session, SHOWN),
        rootFingerprint,
        made: query.baru,
        language,
      });
      return page({
        template: 'evidence',
        layout: 'staff',
        title: catalogue.text(language, 'evidence.title'),
        view: {
          ...view,
          isOwner: isOwner(visitor),
          openObjections: await parts.openObjections(session._id),
        },
      });
    },
  });

const makeBundle = ({ evidence, live }: EvidenceRouteParts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:sesi`,
    access: 'staff',
    input: { params: z.object({ sesi: slug }) },
    async handle({ params, visitor, address }) {
      const session = getSession(live, params.sesi);
      const { _id } = await evidence.make(session, actorOf(staffOf(visitor), address));
      return redirect(`${PATH}?sesi=${session.slug}&baru=${_id}`);
    },
  });

const zipReply = ({ name, stream: bytes }: EvidenceFile, headers: Record<string, string> = {}) =>
  stream({ stream: bytes, type: 'application/zip', name, headers });

const download = ({ evidence, live }: EvidenceRouteParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/:sesi/:id/:part.zip`,
    access: 'staff',
    input: { params: z.object({ sesi: slug, id, part: z.enum(['bukti', 'pdf']) }) },
    async handle({ params, visitor, address }) {
      const session = getSession(live, params.sesi);
      const asked = { id: params.id, part: params.part === 'pdf' ? 'pdf' : 'log' } as const;
      return zipReply(await evidence.open(session, asked, actorOf(staffOf(visitor), address)));
    },
  });

/** Which bundle it is, so that its PDFs can be asked for. */
const BUNDLE_HEADER = 'x-ikrar-bundle';

/** GET evidence.zip makes a bundle of now; evidence-pdf.zip needs the id of one. */
const machineRoutes = ({ evidence, live }: EvidenceRouteParts): AnyRoute[] => {
  const sessionOf = (wanted: string) => {
    const session = live.find(wanted);
    if (!session) throw new AppError('NOT_FOUND');
    return session;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/sessions/:id/evidence.zip',
      access: 'machine',
      scope: 'read:evidence',
      api: { name: 'evidence', group: 'evidence', answer: { type: 'application/zip' } },
      input: { params: z.object({ id }), query: z.object({ bundle: id.optional() }) },
      async handle({ params, query, program, address }) {
        const session = sessionOf(params.id);
        const by = { actor: programOf(program).actor, address };
        const bundle = query.bundle ?? (await evidence.make(session, by))._id;
        const file = await evidence.open(session, { id: bundle, part: 'log' }, by);
        return zipReply(file, { [BUNDLE_HEADER]: bundle });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/sessions/:id/evidence-pdf.zip',
      access: 'machine',
      scope: 'read:evidence',
      api: { name: 'evidenceFiles', group: 'evidence', answer: { type: 'application/zip' } },
      input: { params: z.object({ id }), query: z.object({ bundle: id }) },
      async handle({ params, query: { bundle }, program, address }) {
        const by = { actor: programOf(program).actor, address };
        const asked = { id: bundle, part: 'pdf' } as const;
        const file = await evidence.open(sessionOf(params.id), asked, by);
        return zipReply(file, { [BUNDLE_HEADER]: bundle });
      },
    }),
  ];
};

/** Page, files and API; they belong before the control room's own path. */
export const createEvidenceRoutes = (parts: EvidenceRouteParts): AnyRoute[] => [
  showPage(parts),
  makeBundle(parts),
  download(parts),
  ...machineRoutes(parts),
];
