// Staff's pages of what regions did afterwards: the board of who has and who has not, its file, and
// one page a region for its circular.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, type Reply, redirect, stream } from '../http/reply.ts';
import { isHost, isOwner, staffOf } from '../http/visitor.ts';
import { campaignTabs } from '../protocol/campaign-tabs.ts';
import { exportFile, MEDIA_TYPES } from '../reports/index.ts';
import {
  circularBody,
  circularFile,
  circularView,
  fileSent,
  type RefusedCircular,
  withdrawBody,
  withdrawSeen,
} from './circular-form.ts';
import { standingCirculars } from './circular-rules.ts';
import { type CircularServices, getRegion, sayOf, signedSession } from './circular-services.ts';
import {
  type BoardFilter,
  filtered,
  followedRegions,
  followUpTable,
  GROUPS,
} from './follow-up-board.ts';
import { boardView } from './follow-up-view.ts';
import { reminderView } from './reminder-routes.ts';

const PATH = '/kendali/kampanye/:kampanye/tindak-lanjut';
const pathOf = (campaign: string): string => `/kendali/kampanye/${campaign}/tindak-lanjut`;
const params = z.object({ kampanye: z.string().regex(/^[a-z0-9-]{1,80}$/) });
const regionParams = params.extend({ daerah: z.string().regex(/^[\w.]{1,20}$/) });
const DONE = ['kirim', 'ulang'] as const;
const CHANGED = ['simpan', 'tarik'] as const;
// An empty choice of a form is no choice.
const query = z.object({
  provinsi: z
    .string()
    .max(20)
    .optional()
    .transform((code) => code || undefined),
  keadaan: z
    .enum(['', ...GROUPS])
    .optional()
    .transform((group) => group || undefined),
  selesai: z.enum(DONE).optional().catch(undefined),
});
const filterOf = ({ provinsi, keadaan }: z.output<typeof query>): BoardFilter => ({
  province: provinsi,
  group: keadaan,
});

/** The campaign's regions as they stand now. */
async function readBoard(services: CircularServices, id: string) {
  const campaign = await services.places.campaign(id);
  const session = signedSession(services, campaign._id);
  const [regions, all, signed] = await Promise.all([
    services.places.regionsOf(campaign),
    services.circulars.store.list(campaign._id),
    session && services.reminders.sources.signedRegions(session),
  ]);
  return { campaign, session, regions: followedRegions(regions, standingCirculars(all), signed) };
}

const board = (services: CircularServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { params, query },
    async handle({ params: { kampanye }, query: asked, language, visitor }) {
      const say = sayOf(services, language);
      const { campaign, session, regions } = await readBoard(services, kampanye);
      const reminder = await reminderView(services, campaign, say);
      return page({
        template: 'follow-up',
        layout: 'staff',
        title: say('title'),
        view: {
          ...boardView(regions, filterOf(asked), pathOf(campaign.slug), say),
          ...{ campaign: campaign.name, tabs: campaignTabs(campaign.slug, 'follow-up') },
          ...{ session: session?.title, reminder, done: asked.selesai },
          ...{ publicPath: `/edaran/${campaign.slug}`, isOwner: isOwner(visitor) },
          mayChange: isHost(visitor),
        },
      });
    },
  });

const file = (services: CircularServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}.csv`,
    access: 'staff',
    input: { params, query },
    async handle({ params: { kampanye }, query: asked, language, visitor, address }) {
      const { campaign, regions } = await readBoard(services, kampanye);
      const table = followUpTable(filtered(regions, filterOf(asked)), sayOf(services, language));
      const by = actorOf(staffOf(visitor), address);
      const data = { campaign: campaign._id };
      await services.audit.write({ event: 'follow-up.exported', data, ...by });
      const name = `tindak-lanjut-${campaign.slug}.csv`;
      return stream({ stream: exportFile(table, 'csv'), type: MEDIA_TYPES.csv, name });
    },
  });

type Asking = Pick<RouteContext, 'language' | 'visitor'>;
interface Told {
  done?: string | undefined;
  refused?: RefusedCircular | undefined;
}

async function regionPage(
  services: CircularServices,
  asked: z.output<typeof regionParams>,
  { language, visitor }: Asking,
  { done, refused }: Told = {},
): Promise<PageReply> {
  const campaign = await services.places.campaign(asked.kampanye);
  const region = await getRegion(services, campaign, asked.daerah);
  const history = await services.circulars.store.history(campaign._id, region.code);
  const say = sayOf(services, language);
  const path = `${pathOf(campaign.slug)}/${region.code}`;
  const facts = { path, mayChange: isHost(visitor), now: services.site.clock.now(), refused };
  return page({
    template: 'circular',
    entry: 'follow-up',
    layout: 'staff',
    title: say('region.title', { region: region.name }),
    ...(refused && { status: refused.status }),
    view: {
      ...{ campaign: campaign.name, tabs: campaignTabs(campaign.slug, 'follow-up'), done },
      ...{ region: region.name, province: region.province, board: pathOf(campaign.slug) },
      ...{ isOwner: isOwner(visitor), circular: circularView(history, facts, say) },
    },
  });
}

/** Does the work on a region that the campaign has, and leads back or shows the form's reason. */
async function change(
  services: CircularServices,
  {
    params: asked,
    language,
    visitor,
    address,
  }: Asking & {
    params: z.output<typeof regionParams>;
    address: string;
  },
  done: (typeof CHANGED)[number],
  work: (
    place: { campaign: string; region: string },
    by: ReturnType<typeof actorOf>,
  ) => Promise<RefusedCircular | undefined>,
): Promise<Reply> {
  const campaign = await services.places.campaign(asked.kampanye);
  const region = await getRegion(services, campaign, asked.daerah);
  const place = { campaign: campaign._id, region: region.code };
  const refused = await work(place, actorOf(staffOf(visitor), address));
  if (refused) return regionPage(services, asked, { language, visitor }, { refused });
  return redirect(`${pathOf(campaign.slug)}/${region.code}?selesai=${done}`);
}

const regionRoutes = (services: CircularServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: `${PATH}/:daerah`,
    access: 'staff',
    input: {
      params: regionParams,
      query: z.object({ selesai: z.enum(CHANGED).optional().catch(undefined) }),
    },
    handle: ({ params: asked, query: { selesai }, ...asking }) =>
      regionPage(services, asked, asking, { done: selesai }),
  }),
  defineRoute({
    method: 'post',
    path: `${PATH}/:daerah`,
    access: 'staff',
    bodyKind: 'upload',
    input: { params: regionParams, body: circularBody },
    handle: ({ body, upload, ...asking }) =>
      change(services, asking, 'simpan', (place, by) =>
        fileSent(services, place, { body, upload, language: asking.language }, by),
      ),
  }),
  defineRoute({
    method: 'post',
    path: `${PATH}/:daerah/tarik`,
    access: 'staff',
    input: { params: regionParams, body: withdrawBody },
    handle: ({ body, ...asking }) =>
      change(services, asking, 'tarik', (place, by) =>
        withdrawSeen(services, place, { body, language: asking.language }, by),
      ),
  }),
  defineRoute({
    method: 'get',
    path: `${PATH}/:daerah/:versi/edaran.pdf`,
    access: 'staff',
    input: { params: regionParams.extend({ versi: z.coerce.number().int().min(1) }) },
    async handle({ params: asked }) {
      const { _id } = await services.places.campaign(asked.kampanye);
      const history = await services.circulars.store.history(_id, asked.daerah);
      return circularFile(
        services,
        history.find(({ version }) => version === asked.versi),
      );
    },
  }),
];

/** The board and its file. */
export const createBoardRoutes = (services: CircularServices): AnyRoute[] => [
  board(services),
  file(services),
];
/** A region's own page, after the paths that are words. */
export const createRegionCircularRoutes = regionRoutes;
