// The page of a session's dossiers, the one action, and the files.
import { z } from 'zod';
import { NotIssuableError } from '../certificates/index.ts';
import { actorOf } from '../control/index.ts';
import { ID_PATTERN } from '../core/ids.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, redirect, stream } from '../http/reply.ts';
import { isHost, isOwner, staffOf } from '../http/visitor.ts';
import { reportWords } from '../reports/index.ts';
import { getSession, type SessionDocument } from '../sessions/index.ts';
import { type DossierPageParts, dossierView } from './dossier-presenter.ts';

export type DossierRouteParts = DossierPageParts;

const PATH = '/kendali/berkas-acara/:sesi';
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const id = z.string().regex(ID_PATTERN);
const params = z.object({ sesi: slug });

type Asked = Pick<RouteContext, 'language' | 'visitor'>;

/** `made` begins its own download; `refusal` says why none was made. */
async function dossierPage(
  parts: DossierRouteParts,
  session: SessionDocument,
  { language, visitor }: Asked,
  told: { made?: string | undefined; refusal?: string } = {},
): Promise<PageReply> {
  const view = await dossierView(parts, session, told);
  return page({
    template: 'dossier',
    layout: 'staff',
    title: parts.catalogue.text(language, 'dossier.title'),
    session: session._id,
    ...(told.refusal !== undefined && { status: 409 }),
    // The page stays, the file comes: an answer that is saved leaves the page where it is.
    ...(view.made && { headers: { refresh: `1; url=${view.made.href}` } }),
    view: { ...view, isOwner: isOwner(visitor), mayMake: isHost(visitor) },
  });
}

const show = (parts: DossierRouteParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { params, query: z.object({ baru: id.optional().catch(undefined) }) },
    handle: ({ params: { sesi }, query, ...asked }) =>
      dossierPage(parts, getSession(parts.live, sesi), asked, { made: query.baru }),
  });

const make = (parts: DossierRouteParts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: PATH,
    access: 'staff',
    input: { params },
    async handle({ params: { sesi }, address, ...asked }) {
      const session = getSession(parts.live, sesi);
      const by = actorOf(staffOf(asked.visitor), address);
      try {
        const { _id } = await parts.dossiers.make(session, by);
        return redirect(`/kendali/berkas-acara/${sesi}?baru=${_id}`);
      } catch (error) {
        if (!(error instanceof NotIssuableError)) throw error;
        const refusal = parts.catalogue.text(
          asked.language,
          `long-documents.missing.${error.missing}`,
        );
        return dossierPage(parts, session, asked, { refusal });
      }
    },
  });

const download = (parts: DossierRouteParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/:id.zip`,
    access: 'staff',
    input: { params: params.extend({ id }) },
    async handle({ params: { sesi, id: dossier }, visitor, address }) {
      const { dossiers, live, catalogue } = parts;
      const session = getSession(live, sesi);
      // A dossier is kept and handed on: it speaks Indonesian whoever takes it.
      const words = {
        report: reportWords(catalogue, 'id', session),
        dossier: (key: string, parameters?: Record<string, string | number>) =>
          catalogue.text('id', `dossier.${key}`, parameters),
      };
      const by = actorOf(staffOf(visitor), address);
      const made = await dossiers.open(session, { id: dossier, words }, by);
      return stream({ ...made, type: 'application/zip' });
    },
  });

/** They belong before the control room's own path. */
export const createDossierRoutes = (parts: DossierRouteParts): AnyRoute[] => [
  show(parts),
  make(parts),
  download(parts),
];
