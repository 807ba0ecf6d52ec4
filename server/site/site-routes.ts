// The public pages: front page, national board, language. Anybody may call them.
import { z } from 'zod';
import { presentBoard } from '../board/index.ts';
import { campaignStylesheet } from '../campaigns/index.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { LANGUAGES, type Language } from '../http/language.ts';
import { file, page, redirect } from '../http/reply.ts';
import { COOKIES } from '../http/visitor.ts';
import { getSession } from '../sessions/index.ts';
import { ceremonyRoutes } from './ceremony-screen.ts';
import { presentHome } from './home-presenter.ts';
import type { SiteServices } from './site-services.ts';

const YEAR_S = 365 * 24 * 3600;
/** A path on this site: one slash, then no second one (which would name another host). */
const localPath = z
  .string()
  .regex(/^\/(?![/\\])/)
  .max(500)
  .catch('/');

/** Routes of the public pages. */
export const createSiteRoutes = (services: SiteServices): AnyRoute[] => [
  homeRoute(services),
  ...boardRoutes(services),
  ...ceremonyRoutes(services),
  coloursRoute(services),
  languageRoute(),
];

const sayIn =
  ({ catalogue }: SiteServices, language: Language, area: string) =>
  (key: string, parameters: Record<string, string | number> = {}) =>
    catalogue.text(language, `${area}.${key}`, parameters);

const bySlug = z.object({ slug: z.string().max(80) });

const homeRoute = (services: SiteServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/',
    access: 'public',
    input: { query: z.object({ daerah: z.string().max(60).catch('').default('') }) },
    async handle({ query, language }) {
      const session = getSession(services.live, undefined);
      const campaign = await services.campaignOf(session);
      const regions = await services.regionsOf(campaign);
      const registered = query.daerah
        ? await services.registeredByRegion(session._id)
        : new Map<string, number>();
      const input = { campaign, session, regions, query: query.daerah, registered };
      const view = presentHome(input, sayIn(services, language, 'home'), services.clock.now());
      return page({ template: 'home', title: campaign.name, view });
    },
    shared: ({ query }) => (query.daerah ? undefined : sessionVersion(undefined, services)),
  });

/** Names a session as it is now; undefined where there is none. */
const sessionVersion = (
  slug: string | undefined,
  { live, campaigns }: SiteServices,
): string | undefined => {
  const session = slug === undefined ? live.findDefault() : live.findBySlug(slug);
  const campaign = session && campaigns.peek(session.campaign);
  return session && `${session._id}.${session.status.version}.${campaign?.version}`;
};

/** The same with the version of its board; undefined while the board has not been read. */
const boardVersion = (slug: string | undefined, services: SiteServices): string | undefined => {
  const session = sessionVersion(slug, services);
  const [id = ''] = session?.split('.') ?? [];
  const board = services.boards.versionOf(id);
  const announced = services.talk.feed.announcement(id)?.number ?? 0;
  return session === undefined || board === undefined
    ? undefined
    : `${session}.${board}.${announced}`;
};

const boardRoutes = (services: SiteServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/papan',
    access: 'public',
    input: {},
    handle: ({ language }) => showBoard(undefined, language, services),
    shared: () => boardVersion(undefined, services),
  }),
  defineRoute({
    method: 'get',
    path: '/papan/:slug',
    access: 'public',
    input: { params: bySlug },
    handle: ({ params, language }) => showBoard(params.slug, language, services),
    shared: ({ params }) => boardVersion(params.slug, services),
  }),
];

const showBoard = async (slug: string | undefined, language: Language, services: SiteServices) => {
  const session = getSession(services.live, slug);
  const campaign = await services.campaignOf(session);
  const input = {
    snapshot: await services.boards.snapshot(session._id),
    status: session.status,
    regions: await services.regionsOf(campaign),
    layout: services.layoutOf(campaign),
    campaign: { shortName: campaign.shortName, theme: campaign.theme },
    isRehearsal: session.kind === 'rehearsal',
    signs: session.declaration !== null,
    say: sayIn(services, language, 'board.client'),
  };
  const view = presentBoard(input, services.clock.now());
  const data = { session: session.slug };
  const { title } = view;
  return page({ template: 'board', layout: 'board', title, view, data, session: session._id });
};

const coloursRoute = (services: SiteServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/warna/:slug',
    access: 'public',
    input: { params: bySlug },
    async handle({ params }) {
      const { colours } = await services.campaignOf(getSession(services.live, params.slug));
      const headers = { 'cache-control': 'public, max-age=3600' };
      return file({ bytes: Buffer.from(campaignStylesheet(colours)), type: 'css', headers });
    },
  });

const languageRoute = (): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/bahasa/:code',
    access: 'public',
    input: {
      params: z.object({ code: z.enum(LANGUAGES) }),
      query: z.object({ kembali: localPath.default('/') }),
    },
    handle: ({ params, query }) =>
      redirect(query.kembali, [{ name: COOKIES.language, value: params.code, seconds: YEAR_S }]),
  });
