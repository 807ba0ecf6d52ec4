// The page "Jabatan": which offices a campaign invites, and what makes a region complete.
import { z } from 'zod';
import type { Campaign } from '../campaigns/index.ts';
import { actorOf } from '../control/index.ts';
import { isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { campaignParams } from './identity-routes.ts';
import { isPastCampaign } from './list-page.ts';
import { PATH } from './list-routes.ts';
import { getCampaign, type OfficeServices, refusalOf, wordsOf } from './office-services.ts';
import type { PlaceLocks } from './place-service.ts';
import { editsOf, mergeSeats } from './seat-edits.ts';
import { type SeatPageState, seatView } from './seat-page.ts';
import { readSeats, type SeatFields, type SeatPlan } from './seat-rules.ts';
import { isFine } from './text-rules.ts';

const pathOf = (campaign: string) => `${PATH}/${campaign}/kursi`;

type Asking = Pick<RouteContext, 'language' | 'visitor'>;
type Shown = Partial<Omit<SeatPageState, 'campaign' | 'locks' | 'isPast'>> & { status?: number };

async function seatPage(
  services: OfficeServices,
  { language, visitor }: Asking,
  campaign: Campaign,
  { status, ...shown }: Shown = {},
): Promise<PageReply> {
  const words = wordsOf(services.catalogue, language);
  const state: SeatPageState = {
    ...{ ...shown, campaign },
    locks: await services.places.locksOf(campaign._id),
    isPast: isPastCampaign(services.sessionsOf(campaign._id)),
  };
  return page({
    template: 'campaign-seats',
    layout: 'staff',
    entry: 'campaigns',
    title: words('seats.title', { campaign: campaign.shortName }),
    ...(status && { status }),
    view: { ...seatView(state, words, isOwner(visitor)), isOwner: isOwner(visitor) },
  });
}

const show = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/:kampanye/kursi`,
    access: 'staff',
    input: { params: campaignParams, query: z.object({ tersimpan: z.literal('1').optional() }) },
    async handle({ params, query, ...asking }) {
      const campaign = await getCampaign(services, params.kampanye);
      return seatPage(services, asking, campaign, { isSaved: query.tersimpan === '1' });
    },
  });

const baseSchema = z.record(z.string(), z.string());
/** What the editor was shown, as the page wrote it; nothing where it can't be read. */
function baseIn(fields: SeatFields): Record<string, string> {
  try {
    return baseSchema.parse(JSON.parse(fields.semula ?? ''));
  } catch {
    return {};
  }
}

/** An office that has registrations counts for its region as it did when they were made. */
const keepRequired = (
  plan: SeatPlan,
  before: Campaign,
  { registrations }: PlaceLocks,
): SeatPlan => ({
  ...plan,
  seats: {
    ...plan.seats,
    inRegions: plan.seats.inRegions.map((one) => {
      const stored = before.seats.inRegions.find(({ code }) => code === one.code);
      return stored && registrations.has(one.code) ? { ...one, required: stored.required } : one;
    }),
  },
});

const save = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:kampanye/kursi`,
    access: 'owner',
    input: {
      params: campaignParams,
      body: z.record(z.string().max(40), z.string().max(60_000)),
    },
    async handle({ params, body, visitor, language, address }): Promise<Reply> {
      const campaign = await getCampaign(services, params.kampanye);
      const asking = { visitor, language };
      const by = actorOf(staffOf(visitor), address);
      const locks = await services.places.locksOf(campaign._id);
      const { plan: typed, problems } = readSeats(body, campaign.seats, services.canPrint);
      if (!isFine(problems)) {
        return seatPage(services, asking, campaign, { fields: body, problems, status: 400 });
      }
      const plan = keepRequired(typed, campaign, locks);
      if (Number(body.versi) !== campaign.version) {
        const merged = mergeSeats(baseIn(body), plan, campaign);
        if (merged.both.length + merged.theirs.length > 0) {
          return seatPage(services, asking, campaign, { ...merged, status: 409 });
        }
      }
      const fields = changedOffices(campaign, plan);
      if (fields.length === 0) return redirect(`${pathOf(campaign._id)}?tersimpan=1`);
      try {
        await services.places.change(campaign, plan, { part: 'seats', fields }, by);
      } catch (error) {
        // Somebody was faster in this very moment: what was typed stays, to be sent once more.
        const isLate = isAppError(error) && error.code === 'STATE_CHANGED';
        const now = isLate ? await getCampaign(services, campaign._id) : campaign;
        const shown = { ...refusalOf(services, error, language), fields: body };
        return seatPage(services, asking, now, shown);
      }
      return redirect(`${pathOf(campaign._id)}?tersimpan=1`);
    },
  });

/** Codes of the offices that were added, changed or removed, and `aturan`. */
const changedOffices = (before: SeatPlan, after: SeatPlan): string[] => {
  const [from, to] = [editsOf(before), editsOf(after)];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names.filter((name) => from[name] !== to[name]);
};

/** They belong before the control room's own path. */
export const createSeatRoutes = (services: OfficeServices): AnyRoute[] => [
  show(services),
  save(services),
];
