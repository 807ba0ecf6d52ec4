// The declaration's routes: versions, drafts, publishing. What was typed is never lost: a refused form
// comes back with it.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { type AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type Reply, redirect } from '../http/reply.ts';
import { staffOf } from '../http/visitor.ts';
import { getCampaign, type OfficeServices } from './office-services.ts';
import { refusalOf } from './plan-routes.ts';
import { kampanye, typed } from './route-input.ts';
import { textComparePage, textListPage, textPage, textPath } from './text-page.ts';
import { PARTS, type Part, problemsOfWords, wordsOf } from './text-rules.ts';

const PATH = '/kendali/kampanye/:kampanye/ikrar';
const nomor = z.coerce.number().int().min(1).max(10_000);
const version = z.object({ kampanye, nomor });
const DONE = ['mulai', 'simpan', 'terbit', 'hapus'] as const;
const query = z.object({ selesai: z.enum(DONE).optional().catch(undefined) });

type Asked = Pick<RouteContext, 'language' | 'visitor' | 'address'>;
const byOf = ({ visitor, address }: Asked) => actorOf(staffOf(visitor), address);

const wordsIn = (fields: Record<string, string>) =>
  wordsOf(new Map(PARTS.map((part): [Part, string] => [part, fields[`bagian-${part}`] ?? ''])));

const list = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { params: z.object({ kampanye }), query },
    handle: async ({ params, query: { selesai: done }, ...asking }) =>
      textListPage(services, await getCampaign(services, params.kampanye), asking, { done }),
  });

const start = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/mulai`,
    access: 'staff',
    input: { params: z.object({ kampanye }) },
    async handle({ params, ...asking }) {
      const campaign = await getCampaign(services, params.kampanye);
      try {
        const draft = await services.texts.start(campaign, byOf(asking));
        return redirect(`${textPath(campaign._id, draft.number)}?selesai=mulai`);
      } catch (error) {
        if (!isAppError(error) || error.status >= 500) throw error;
        const refused = refusalOf(services, error, asking);
        return textListPage(services, campaign, asking, { refused });
      }
    },
  });

const compare = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/banding`,
    access: 'staff',
    input: { params: z.object({ kampanye }), query: z.object({ lama: nomor, kini: nomor }) },
    async handle({ params, query: { lama, kini }, ...asking }) {
      const campaign = await getCampaign(services, params.kampanye);
      const [before, after] = await Promise.all([
        services.texts.get(campaign, lama),
        services.texts.get(campaign, kini),
      ]);
      return textComparePage(services, campaign, asking, { before, after });
    },
  });

const show = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/:nomor`,
    access: 'staff',
    input: { params: version, query },
    async handle({ params, query: { selesai: done }, ...asking }) {
      const campaign = await getCampaign(services, params.kampanye);
      const text = await services.texts.get(campaign, params.nomor);
      return textPage(services, { campaign, text }, asking, { done });
    },
  });

/** A form about one version; `act` throws what speaks against it. */
const form = (
  services: OfficeServices,
  { path, access, keepsTyped }: { path: string; access: 'staff' | 'owner'; keepsTyped: boolean },
  act: (request: Parameters<OfficeServices['texts']['save']>[0]) => Promise<string>,
): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:nomor/${path}`,
    access,
    input: { params: version, body: typed },
    async handle({ params, body, ...asking }) {
      const campaign = await getCampaign(services, params.kampanye);
      const { nomor: number } = params;
      const revision = Number(body.revisi) || 0;
      const words = wordsIn(body);
      try {
        return redirect(await act({ campaign, number, revision, words, by: byOf(asking) }));
      } catch (error) {
        if (!isAppError(error) || error.status >= 500) throw error;
        return refusedPage(services, { ...asking, campaign, number }, error, {
          ...(keepsTyped && { typed: words }),
        });
      }
    },
  });

/** The version's page with what was typed, and what speaks against it. */
async function refusedPage(
  services: OfficeServices,
  asked: Asked & { campaign: Awaited<ReturnType<typeof getCampaign>>; number: number },
  error: AppError,
  { typed: words }: { typed?: ReturnType<typeof wordsIn> },
): Promise<Reply> {
  const { campaign, number } = asked;
  const text = await services.texts.get(campaign, number);
  const kept = text.state === 'draft' && words ? { typed: words } : {};
  if (error.code === 'TEXT_CHANGED' && text.state === 'draft') {
    const overtaken = { by: text.by?.label ?? '', at: text.at.toISOString() };
    const state = { ...kept, overtaken, revision: text.revision, status: error.status };
    return textPage(services, { campaign, text }, asked, state);
  }
  const isIncomplete = error.code === 'TEXT_INCOMPLETE';
  const state = {
    ...kept,
    // What was typed is kept by now: the next press is about that.
    revision: text.revision,
    refused: refusalOf(services, error, asked),
    ...(isIncomplete && { problems: problemsOfWords(words ?? text.words) }),
  };
  return textPage(services, { campaign, text }, asked, state);
}

/** They belong before the control room's own path. */
export const createTextRoutes = (services: OfficeServices): AnyRoute[] => {
  const { texts } = services;
  return [
    list(services),
    start(services),
    compare(services),
    show(services),
    form(services, { path: 'simpan', access: 'staff', keepsTyped: true }, async (request) => {
      await texts.save(request);
      return `${textPath(request.campaign._id, request.number)}?selesai=simpan`;
    }),
    // What is typed is kept first, so that what is published is what is seen.
    form(services, { path: 'terbitkan', access: 'owner', keepsTyped: true }, async (request) => {
      const { revision } = await texts.save(request);
      await texts.publish({ ...request, revision });
      return `${textPath(request.campaign._id)}?selesai=terbit`;
    }),
    form(services, { path: 'hapus', access: 'staff', keepsTyped: false }, async (request) => {
      await texts.remove(request);
      return `${textPath(request.campaign._id)}?selesai=hapus`;
    }),
  ];
};
