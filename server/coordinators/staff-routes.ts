// Staff: the coordinators' links of a session, by region; replacing and withdrawing one.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { type PageReply, page, redirect } from '../http/reply.ts';
import { isHost, isOwner, staffOf } from '../http/visitor.ts';
import { searchOf } from '../protocol/search.ts';
import type { Region } from '../regions/index.ts';
import { getSession } from '../sessions/index.ts';
import { formatCoordinatorCode } from './coordinator-code.ts';
import type { Coordinator } from './coordinator-model.ts';
import type { CoordinatorServices } from './region-page-services.ts';

const PATH = '/kendali/koordinator';
/** Most regions on one page; a search narrows them. */
const ROWS_SHOWN = 40;
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const DONE = ['tautan', 'tarik'] as const;
const query = z.object({
  sesi: slug.optional(),
  cari: z.string().trim().max(100).default(''),
  selesai: z.enum(DONE).optional().catch(undefined),
  /** The region whose link was just replaced: staff are about to copy the new one. */
  buka: z.string().max(20).optional(),
});
const region = z.string().regex(/^[\w.]{1,20}$/);
const action = z.object({ sesi: slug, cari: z.string().trim().max(100).default('') });

interface Row {
  place: Region;
  coordinator: Coordinator;
  registered: number;
}

const presentRow = (
  { links, site }: CoordinatorServices,
  { place, coordinator, registered }: Row,
  isHost: boolean,
) => {
  // The link lets its holder act: who may not act does not see it.
  const code = isHost ? links.codeOf(coordinator) : undefined;
  return {
    code: place.code,
    name: place.name,
    province: place.province,
    link: code && `${site.publicUrl}/koordinator/${code}`,
    readable: code && formatCoordinatorCode(code),
    issue: Math.abs(coordinator.issue),
    isOpened: coordinator.openedAt !== null,
    registered,
  };
};

async function linksPage(
  services: CoordinatorServices,
  { sesi, cari, selesai, buka }: z.output<typeof query>,
  say: (key: string) => string,
  may: { isOwner: boolean; isHost: boolean },
): Promise<PageReply> {
  const session = getSession(services.region.live, sesi);
  const regions = await services.region.campaignOf(session).then(services.region.regionsOf);
  const codes = regions.map(({ code }) => code);
  const [all, counts] = await Promise.all([
    services.links.listOfSession(session._id, codes),
    services.region.registrations.countByRegion(session._id),
  ]);
  const known = new Map(all.map((one) => [one.region, one]));
  const finds = searchOf(cari);
  const rows = regions.flatMap((place) => {
    const coordinator = known.get(place.code);
    const registered = counts.get(place.code) ?? 0;
    const isFound = finds(`${place.name} ${place.province}`);
    return coordinator && isFound ? [{ place, coordinator, registered }] : [];
  });
  return page({
    template: 'coordinator-links',
    layout: 'staff',
    title: say('coordinator-links.title'),
    entry: 'staff-form',
    view: {
      ...may,
      openObjections: await services.site.openObjections(session._id),
      slug: session.slug,
      session: session.title,
      cari,
      selesai,
      total: regions.length,
      opened: all.filter(({ openedAt }) => openedAt).length,
      found: rows.length,
      hasMore: rows.length > ROWS_SHOWN,
      shown: ROWS_SHOWN,
      rows: rows.slice(0, ROWS_SHOWN).map((row) => ({
        ...presentRow(services, row, may.isHost),
        isUnfolded: row.place.code === buka,
      })),
    },
  });
}

const actionRoute = (services: CoordinatorServices, done: (typeof DONE)[number]): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:region/${done}`,
    access: 'staff',
    input: { params: z.object({ region }), body: action },
    async handle({ params, body, visitor, address }) {
      const session = getSession(services.region.live, body.sesi);
      const by = actorOf(staffOf(visitor), address);
      if (done === 'tautan') await services.links.reissue(session._id, params.region, by);
      else await services.links.withdraw(session._id, params.region, by);
      const to = new URLSearchParams({ ...body, selesai: done, buka: params.region });
      return redirect(`${PATH}?${to}#d-${params.region}`);
    },
  });

/** The list, replacing and withdrawing; all for staff. */
export const createCoordinatorStaffRoutes = (services: CoordinatorServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { query },
    handle: ({ query: asked, language, visitor }) =>
      linksPage(services, asked, (key) => services.site.catalogue.text(language, key), {
        isOwner: isOwner(visitor),
        isHost: isHost(visitor),
      }),
  }),
  ...DONE.map((done) => actionRoute(services, done)),
];
