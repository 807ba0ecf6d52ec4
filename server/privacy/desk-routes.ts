// /kendali/kampanye/<campaign>/data-pribadi: the notice in versions, the rule of retention, and the
// requests for erasure that wait for an owner.
import { z } from 'zod';
import type { Campaign } from '../campaigns/index.ts';
import { actorOf } from '../control/index.ts';
import { AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import type { Actor } from '../invitations/index.ts';
import { presentDesk } from './desk-page.ts';
import { ERASE_GROUPS } from './inventory-shape.ts';
import { noticeInputSchema } from './notice-rules.ts';
import type { PrivacyServices } from './privacy-services.ts';
import { MONTHS_MAX } from './retention-rules.ts';

const PATH = '/kendali/kampanye/:kampanye/data-pribadi';
const params = z.object({ kampanye: z.string().regex(/^[a-z0-9-]{1,80}$/) });
const id = z.string().regex(/^[a-z0-9]{16}$/);
const DONE = ['pemberitahuan', 'retensi', 'disetujui', 'ditolak'] as const;
type Done = (typeof DONE)[number];

const deskPath = ({ _id }: Campaign): string => `/kendali/kampanye/${_id}/data-pribadi`;

const typed = z.string().max(20_000).catch('').default('');
const group = z.enum(ERASE_GROUPS);
const months = z.coerce.number().int().min(0).max(MONTHS_MAX);
const noticeBody = z.object({
  ...{ lines: typed, basis: typed, text: typed },
  seen: z.coerce.number().int().min(0),
});
const retentionBody = z.object({
  months: z.string().max(10).catch(''),
  groups: z.union([group.transform((one) => [one]), z.array(group)]).default([]),
  seen: z.coerce.number().int().min(0),
});
const decisionBody = z.object({
  keputusan: z.enum(['setujui', 'tolak']),
  reason: z.string().max(2_000).default(''),
});

/** A refused form: what is wrong, and what was typed into the notice. */
export interface RefusedDesk {
  text: string;
  status: number;
  notice?: { lines: string; basis: string; text: string };
}

interface Asking extends Pick<RouteContext, 'language' | 'visitor'> {
  refused?: RefusedDesk;
  done?: Done;
  version?: number;
}

const getCampaign = async ({ people }: PrivacyServices, slug: string): Promise<Campaign> => {
  const campaign = await people.findCampaign(slug);
  if (!campaign) throw new AppError('NOT_FOUND');
  return campaign;
};

async function deskPage(
  services: PrivacyServices,
  campaign: Campaign,
  { language, visitor, ...rest }: Asking,
): Promise<PageReply> {
  const { refused } = rest;
  const session = services.people.sessions().find((one) => one.campaign === campaign._id);
  return page({
    template: 'privacy-desk',
    layout: 'staff',
    title: services.catalogue.text(language, 'privacy-desk.title'),
    ...(session && { session: session._id }),
    ...(refused && { status: refused.status }),
    view: {
      ...(await presentDesk(services, campaign, { language, ...rest })),
      isOwner: isOwner(visitor),
    },
  });
}

type Change = { done: Done; notice?: NonNullable<RefusedDesk['notice']> };

/** Does it and goes back; a refusal is shown on the page, with what was typed. */
async function act(
  services: PrivacyServices,
  {
    slug,
    visitor,
    language,
    address,
  }: { slug: string } & Pick<RouteContext, 'visitor' | 'language' | 'address'>,
  { done, notice }: Change,
  run: (campaign: Campaign, by: Actor) => Promise<unknown>,
): Promise<Reply> {
  const campaign = await getCampaign(services, slug);
  try {
    await run(campaign, actorOf(staffOf(visitor), address));
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    const text = services.catalogue.text(language, `errors.${error.code}.detail`, error.params);
    const refused = { text, status: error.status, ...(notice && { notice }) };
    return deskPage(services, campaign, { language, visitor, refused });
  }
  return redirect(`${deskPath(campaign)}?selesai=${done}`);
}

const show = (services: PrivacyServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: {
      params,
      query: z.object({
        selesai: z.enum(DONE).optional().catch(undefined),
        versi: z.coerce.number().int().min(0).optional().catch(undefined),
      }),
    },
    async handle({ params: { kampanye }, query: { selesai, versi }, language, visitor }) {
      const campaign = await getCampaign(services, kampanye);
      return deskPage(services, campaign, {
        ...{ language, visitor },
        ...(selesai && { done: selesai }),
        ...(versi !== undefined && { version: versi }),
      });
    },
  });

const saveNotice = (services: PrivacyServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/pemberitahuan`,
    access: 'owner',
    input: { params, body: noticeBody },
    handle: ({ params: { kampanye: slug }, body: { seen, ...notice }, ...context }) =>
      act(services, { slug, ...context }, { done: 'pemberitahuan', notice }, (campaign, by) => {
        const checked = noticeInputSchema.safeParse(notice);
        if (!checked.success) throw new AppError('NOTICE_INVALID');
        return services.notices.save(campaign, checked.data, seen, by);
      }),
  });

const setRetention = (services: PrivacyServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/retensi`,
    access: 'owner',
    input: { params, body: retentionBody },
    handle: ({ params: { kampanye: slug }, body, ...context }) =>
      act(services, { slug, ...context }, { done: 'retensi' }, ({ _id }, by) => {
        const wanted = months.safeParse(body.months);
        const { groups, seen } = body;
        if (!wanted.success || body.months.trim() === '') throw new AppError('RETENTION_INVALID');
        if (wanted.data > 0 && groups.length === 0) throw new AppError('RETENTION_INVALID');
        return services.retention.set(_id, { months: wanted.data, groups, seen }, by);
      }),
  });

const decide = (services: PrivacyServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/permohonan/:id`,
    access: 'owner',
    input: { params: params.extend({ id }), body: decisionBody },
    handle: ({ params: { kampanye: slug, id: asked }, body, ...context }) => {
      const isApproved = body.keputusan === 'setujui';
      const done = isApproved ? 'disetujui' : 'ditolak';
      return act(services, { slug, ...context }, { done }, async (campaign, by) => {
        // A role counts in its own campaign alone.
        const erasure = await services.erasureStore.find(asked);
        if (erasure?.campaign !== campaign._id) throw new AppError('NOT_FOUND');
        return services.erasures.decide(asked, { isApproved, reason: body.reason }, by);
      });
    },
  });

/** They belong before the control room's own path. */
export const createDeskRoutes = (services: PrivacyServices): AnyRoute[] => [
  show(services),
  saveNotice(services),
  setRetention(services),
  decide(services),
];
