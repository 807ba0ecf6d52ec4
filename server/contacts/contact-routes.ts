// The page "Kontak": the file to fill, the dry run, its bad rows, and taking over.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, type Reply, redirect, stream } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { exportFile, MEDIA_TYPES } from '../reports/index.ts';
import { getSession, type SessionDocument } from '../sessions/index.ts';
import { badRowsTable, fillInTable } from './contact-files.ts';
import { BAD_SHOWN, contactView, wordsOf } from './contact-page.ts';
import type { ContactServices } from './contact-services.ts';

const PATH = '/kendali/kontak';
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const id = z.string().regex(/^[a-z0-9]{16}$/);
const params = z.object({ sesi: slug });

interface Asking extends Pick<RouteContext, 'language' | 'visitor'> {
  session: SessionDocument;
  refused?: { text: string; status: number };
}

async function contactPage(
  services: ContactServices,
  { session, language, visitor, refused }: Asking,
): Promise<PageReply> {
  const { store, people, catalogue } = services;
  const latest = await store.findLatest(session._id);
  const [seats, contacts, bad] = await Promise.all([
    people.seatsOf(session._id),
    store.list(session._id),
    latest ? store.listBad(latest._id, BAD_SHOWN) : [],
  ]);
  const words = wordsOf(catalogue, language);
  const isRunning = latest?.state === 'running';
  return page({
    template: 'contacts',
    layout: 'staff',
    title: words('title'),
    session: session._id,
    ...(refused && { status: refused.status }),
    // The bar moves on without a script too; an address with a mark (#) would only be scrolled to.
    ...(isRunning && { refreshSeconds: 3, refreshTo: `${PATH}?sesi=${session.slug}` }),
    view: {
      ...contactView({ session, seats, contacts, latest, bad }, words),
      isOwner: isOwner(visitor),
      openObjections: await people.openObjections(session._id),
      refused: refused?.text,
    },
  });
}

const show = (services: ContactServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { query: z.object({ sesi: slug.optional() }) },
    handle: ({ query: { sesi }, language, visitor }) =>
      contactPage(services, { session: getSession(services.live, sesi), language, visitor }),
  });

const upload = (services: ContactServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:sesi/periksa`,
    access: 'staff',
    bodyKind: 'sheet',
    input: { params },
    async handle({ params: { sesi }, upload: given, language, visitor, address }): Promise<Reply> {
      const session = getSession(services.live, sesi);
      const by = actorOf(staffOf(visitor), address);
      try {
        await services.imports.check(session, given?.bytes ?? Buffer.alloc(0), by);
      } catch (error) {
        if (!isAppError(error) || error.status >= 500) throw error;
        const text = services.catalogue.text(language, `errors.${error.code}.detail`, error.params);
        const refused = { text, status: error.status };
        return contactPage(services, { session, language, visitor, refused });
      }
      return redirect(`${PATH}?sesi=${session.slug}#j-periksa`);
    },
  });

const begin = (services: ContactServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:sesi/:id/impor`,
    access: 'staff',
    input: { params: params.extend({ id }) },
    async handle({ params: asked, visitor, address }) {
      const session = getSession(services.live, asked.sesi);
      await services.imports.begin(session, asked.id, actorOf(staffOf(visitor), address));
      services.wake();
      return redirect(`${PATH}?sesi=${session.slug}#j-periksa`);
    },
  });

const fillIn = (services: ContactServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/:sesi/isian.xlsx`,
    access: 'staff',
    input: { params },
    async handle({ params: { sesi }, language }) {
      const { live, people, store, catalogue } = services;
      const session = getSession(live, sesi);
      const [regions, seats, contacts] = await Promise.all([
        people.regionsOf(session),
        people.seatsOf(session._id),
        store.list(session._id),
      ]);
      const table = fillInTable({ regions, seats, contacts }, wordsOf(catalogue, language));
      const name = `kontak-${session.slug}.xlsx`;
      return stream({ stream: exportFile(table, 'xlsx'), type: MEDIA_TYPES.xlsx, name });
    },
  });

const badRows = (services: ContactServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/:sesi/salah.csv`,
    access: 'staff',
    input: { params },
    async handle({ params: { sesi }, language }) {
      const session = getSession(services.live, sesi);
      const latest = await services.store.findLatest(session._id);
      const rows = latest ? await services.store.listBad(latest._id) : [];
      const table = badRowsTable(rows, wordsOf(services.catalogue, language));
      const name = `baris-bermasalah-${session.slug}.csv`;
      return stream({ stream: exportFile(table, 'csv'), type: MEDIA_TYPES.csv, name });
    },
  });

/** They belong before the control room's own path. */
export const createContactRoutes = (services: ContactServices): AnyRoute[] => [
  show(services),
  upload(services),
  begin(services),
  fillIn(services),
  badRows(services),
];
