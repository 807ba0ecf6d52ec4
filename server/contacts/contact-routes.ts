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
  /** Why a file was not read, or not taken over. */
  refused?: { what: 'refused' | 'notBegun'; text: string; status: number };
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
      ...(refused && { [refused.what]: refused.text }),
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

/** Back to the page after `work`, or the page as it is now with the reason of a refusal. */
async function orContactPage(
  services: ContactServices,
  { what, ...asking }: Asking & Pick<NonNullable<Asking['refused']>, 'what'>,
  work: () => Promise<unknown>,
): Promise<Reply> {
  try {
    await work();
  } catch (error) {
    if (!isAppError(error) || error.status >= 500 || error.code === 'NOT_FOUND') throw error;
    const { language } = asking;
    const text = services.catalogue.text(language, `errors.${error.code}.detail`, error.params);
    return contactPage(services, { ...asking, refused: { what, text, status: error.status } });
  }
  return redirect(`${PATH}?sesi=${asking.session.slug}#j-periksa`);
}

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
      return orContactPage(services, { session, language, visitor, what: 'refused' }, () =>
        services.imports.check(session, given?.bytes ?? Buffer.alloc(0), by),
      );
    },
  });

const begin = (services: ContactServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:sesi/:id/impor`,
    access: 'staff',
    input: { params: params.extend({ id }) },
    async handle({ params: asked, language, visitor, address }) {
      const session = getSession(services.live, asked.sesi);
      const by = actorOf(staffOf(visitor), address);
      const asking = { session, language, visitor, what: 'notBegun' as const };
      return orContactPage(services, asking, async () => {
        await services.imports.begin(session, asked.id, by);
        services.wake();
      });
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
