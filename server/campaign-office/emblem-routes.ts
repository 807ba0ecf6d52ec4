// A campaign's emblem: sent, taken away, and shown to everybody.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { AppError } from '../core/app-error.ts';
import { ID_PATTERN } from '../core/ids.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { file, type Reply, redirect } from '../http/reply.ts';
import { staffOf } from '../http/visitor.ts';
import { campaignParams, identityPage } from './identity-routes.ts';
import { PATH } from './list-routes.ts';
import { getCampaign, type OfficeServices, refusalOf, wordsOf } from './office-services.ts';
import { EMBLEM_BYTES_MAX, EMBLEM_SIDE_MAX, EMBLEM_SIDE_MIN, readEmblem } from './png-rules.ts';

const body = z.object({ versi: z.coerce.number().int() });
const LIMITS = {
  bytes: EMBLEM_BYTES_MAX / 1_000,
  least: EMBLEM_SIDE_MIN,
  most: EMBLEM_SIDE_MAX,
};

const send = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:kampanye/lambang`,
    access: 'owner',
    bodyKind: 'upload',
    input: { params: campaignParams, body },
    async handle({ params, body: { versi }, upload, visitor, language, address }): Promise<Reply> {
      const campaign = await getCampaign(services, params.kampanye);
      const picture = readEmblem(upload?.bytes ?? Buffer.alloc(0));
      if (typeof picture === 'string') {
        const words = wordsOf(services.catalogue, language);
        const emblemProblem = words(`emblem.problems.${picture}`, LIMITS);
        const shown = { campaign, emblemProblem, status: 400 };
        return identityPage(services, { visitor, language }, shown);
      }
      const by = actorOf(staffOf(visitor), address);
      const seen = { ...campaign, version: versi };
      try {
        await services.emblems.put(seen, picture, by);
      } catch (error) {
        const { refused: emblemProblem, status } = refusalOf(services, error, language);
        const shown = { campaign, emblemProblem, status };
        return identityPage(services, { visitor, language }, shown);
      }
      return redirect(`${PATH}/${campaign._id}?tersimpan=1#j-lambang`);
    },
  });

const remove = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:kampanye/lambang/hapus`,
    access: 'owner',
    input: { params: campaignParams, body },
    async handle({ params, body: { versi }, visitor, address }) {
      const campaign = await getCampaign(services, params.kampanye);
      const by = actorOf(staffOf(visitor), address);
      const what = { part: 'emblem' as const, fields: ['emblem'] };
      await services.identity.change({ ...campaign, version: versi }, { emblem: null }, what, by);
      return redirect(`${PATH}/${campaign._id}?tersimpan=1#j-lambang`);
    },
  });

/** Its bytes were checked and packed anew when they came; still nothing may run in them. */
const HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'content-security-policy': "default-src 'none'; sandbox",
  'content-disposition': 'inline',
};

const show = ({ emblems }: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/lambang/:id.png',
    access: 'public',
    input: { params: z.object({ id: z.string().regex(ID_PATTERN) }) },
    async handle({ params }) {
      const found = await emblems.find(params.id);
      if (!found) throw new AppError('NOT_FOUND');
      return file({ bytes: found.bytes, type: 'png', headers: HEADERS });
    },
  });

/** They belong before the control room's own path. */
export const createEmblemRoutes = (services: OfficeServices): AnyRoute[] => [
  send(services),
  remove(services),
  show(services),
];
