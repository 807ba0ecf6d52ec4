// The page "Daerah": which regions a campaign has, other sets, and a set from a file.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { campaignParams } from './identity-routes.ts';
import { isPastCampaign } from './list-page.ts';
import { PATH } from './list-routes.ts';
import {
  getCampaign,
  type OfficeServices,
  problemText,
  refusalOf,
  wordsOf,
} from './office-services.ts';
import { readRegionFile } from './region-file.ts';
import { type RegionPageState, regionView } from './region-page.ts';
import { lineProblem, tidy } from './text-rules.ts';

const NAME_MAX = 120;
const file = z.string().regex(/^[a-z0-9-]{1,80}\.csv$/);
const pathOf = (campaign: string) => `${PATH}/${campaign}/daerah`;

type Asking = Pick<RouteContext, 'language' | 'visitor'>;
type Shown = Pick<RegionPageState, 'bad' | 'refused' | 'typedName' | 'isSaved'> & {
  preview?: string | undefined;
  status?: number;
};

async function regionPage(
  services: OfficeServices,
  { language, visitor }: Asking,
  id: string,
  { preview, status, ...shown }: Shown = {},
): Promise<PageReply> {
  const { regionSets, places, sessionsOf } = services;
  const words = wordsOf(services.catalogue, language);
  const campaign = await getCampaign(services, id);
  const sets = await regionSets.list();
  const other = sets.find((set) => set.file === preview && set.file !== campaign.regionSet.file);
  const state: RegionPageState = {
    ...{ ...shown, campaign, sets },
    regions: await regionSets.regionsOf(campaign.regionSet.file),
    locks: await places.locksOf(id),
    isPast: isPastCampaign(sessionsOf(id)),
    preview: other && { set: other, regions: await regionSets.regionsOf(other.file) },
  };
  return page({
    template: 'campaign-regions',
    layout: 'staff',
    entry: 'campaigns',
    title: words('regions.title', { campaign: campaign.shortName }),
    ...(status && { status }),
    view: {
      ...regionView(
        state,
        ({ problem, value, hint }) => words(`regions.problems.${problem}`, { value, hint }),
        isOwner(visitor),
      ),
      isOwner: isOwner(visitor),
    },
  });
}

const show = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/:kampanye/daerah`,
    access: 'staff',
    input: {
      params: campaignParams,
      query: z.object({ set: file.optional(), tersimpan: z.literal('1').optional() }),
    },
    handle: ({ params, query, ...asking }) =>
      regionPage(services, asking, params.kampanye, {
        preview: query.set,
        isSaved: query.tersimpan === '1',
      }),
  });

const bring = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:kampanye/daerah/periksa`,
    access: 'owner',
    bodyKind: 'sheet',
    input: { params: campaignParams, body: z.object({ nama: z.string().max(2_000).default('') }) },
    async handle({ params, body, upload, visitor, language, address }): Promise<Reply> {
      const campaign = await getCampaign(services, params.kampanye);
      const asking = { visitor, language };
      const name = tidy(body.nama);
      const words = wordsOf(services.catalogue, language);
      const refuse = (shown: Shown) =>
        regionPage(services, asking, campaign._id, { typedName: name, ...shown });
      const problem = lineProblem(name, { max: NAME_MAX });
      if (problem) {
        const refused = words('regions.nameProblem', { problem: problemText(problem, words) });
        return refuse({ refused, status: 400 });
      }
      try {
        const { regions, bad } = await readRegionFile(
          upload?.bytes ?? Buffer.alloc(0),
          services.canPrint,
        );
        if (bad.length > 0) return refuse({ bad, status: 422 });
        const by = actorOf(staffOf(visitor), address);
        const set = await services.regionSets.add({ name, regions }, by);
        return redirect(`${pathOf(campaign._id)}?set=${set}#j-lihat`);
      } catch (error) {
        return refuse(refusalOf(services, error, language));
      }
    },
  });

const choose = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:kampanye/daerah`,
    access: 'owner',
    input: {
      params: campaignParams,
      body: z.object({ set: file, versi: z.coerce.number().int() }),
    },
    async handle({ params, body, visitor, language, address }): Promise<Reply> {
      const campaign = await getCampaign(services, params.kampanye);
      const by = actorOf(staffOf(visitor), address);
      const what = { part: 'regions' as const, fields: ['regionSet'] };
      try {
        const regionSet = await services.regionSets.choose(body.set);
        if (!regionSet) return regionPage(services, { visitor, language }, campaign._id);
        const seen = { ...campaign, version: body.versi };
        await services.places.change(seen, { regionSet }, what, by);
        return redirect(`${pathOf(campaign._id)}?tersimpan=1`);
      } catch (error) {
        const shown = { ...refusalOf(services, error, language), preview: body.set };
        return regionPage(services, { visitor, language }, campaign._id, shown);
      }
    },
  });

/** They belong before the control room's own path. */
export const createRegionRoutes = (services: OfficeServices): AnyRoute[] => [
  show(services),
  bring(services),
  choose(services),
];
