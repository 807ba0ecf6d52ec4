// The circular on the coordinator's side: one page of the region's own, by the coordinator's link.
import { z } from 'zod';
import { coordinatorActor } from '../coordinators/index.ts';
import { AppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import type { CoordinatorToken } from '../http/visitor.ts';
import type { SessionDocument } from '../sessions/index.ts';
import {
  circularBody,
  circularFile,
  circularView,
  fileSent,
  type RefusedCircular,
  withdrawBody,
  withdrawSeen,
} from './circular-form.ts';
import { type CircularServices, getRegion, sayOf } from './circular-services.ts';

const PATH = '/koordinator/edaran';
const DONE = ['simpan', 'tarik'] as const;

type Asking = Pick<RouteContext, 'language' | 'visitor'>;
interface Told {
  done?: string | undefined;
  refused?: RefusedCircular | undefined;
}

const sessionOf = ({ places }: CircularServices, pass: CoordinatorToken): SessionDocument => {
  const session = places.live.find(pass.session);
  if (!session) throw new AppError('NOT_FOUND');
  return session;
};

async function ownPage(
  services: CircularServices,
  pass: CoordinatorToken,
  { language }: Pick<Asking, 'language'>,
  { done, refused }: Told = {},
): Promise<PageReply> {
  const session = sessionOf(services, pass);
  const campaign = await services.places.campaign(session.campaign);
  const region = await getRegion(services, campaign, pass.region);
  const history = await services.circulars.store.history(campaign._id, region.code);
  const say = sayOf(services, language);
  const mayChange = session.kind === 'official';
  const now = services.site.clock.now();
  return page({
    template: 'circular-own',
    layout: 'official',
    title: say('own.title', { region: region.name }),
    session: session._id,
    ...(refused && { status: refused.status }),
    view: {
      ...{ session: session.title, region: region.name, province: region.province, done },
      isRehearsal: !mayChange,
      publicPath: `/edaran/${campaign.slug}`,
      circular: circularView(history, { path: PATH, mayChange, now, refused }, say),
    },
  });
}

/** Does the work on the coordinator's own region and leads back, or shows the form with its reason. */
async function change(
  services: CircularServices,
  { language, visitor, address }: Asking & { address: string },
  done: (typeof DONE)[number],
  work: (
    place: { campaign: string; region: string },
    by: { actor: ReturnType<typeof coordinatorActor>; address: string },
  ) => Promise<RefusedCircular | undefined>,
): Promise<Reply> {
  const pass = await services.requireCoordinator(visitor.coordinator);
  const session = sessionOf(services, pass);
  // Nothing that is made in a rehearsal comes into the record.
  if (session.kind !== 'official') throw new AppError('CIRCULAR_REHEARSAL');
  const place = { campaign: session.campaign, region: pass.region };
  const by = { actor: coordinatorActor(pass), address, session: session._id };
  const refused = await work(place, by);
  if (refused) return ownPage(services, pass, { language }, { refused });
  return redirect(`${PATH}?selesai=${done}`);
}

/** They belong before the coordinator's link, whose path takes any word. */
export const createOwnCircularRoutes = (services: CircularServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'coordinator',
    input: { query: z.object({ selesai: z.enum(DONE).optional().catch(undefined) }) },
    async handle({ query, visitor, language }) {
      const pass = await services.requireCoordinator(visitor.coordinator);
      return ownPage(services, pass, { language }, { done: query.selesai });
    },
  }),
  defineRoute({
    method: 'post',
    path: PATH,
    access: 'coordinator',
    bodyKind: 'upload',
    input: { body: circularBody },
    handle: ({ body, upload, ...asking }) =>
      change(services, asking, 'simpan', (place, by) =>
        fileSent(services, place, { body, upload, language: asking.language }, by),
      ),
  }),
  defineRoute({
    method: 'post',
    path: `${PATH}/tarik`,
    access: 'coordinator',
    input: { body: withdrawBody },
    handle: ({ body, ...asking }) =>
      change(services, asking, 'tarik', (place, by) =>
        withdrawSeen(services, place, { body, language: asking.language }, by),
      ),
  }),
  defineRoute({
    method: 'get',
    path: `${PATH}/:versi/edaran.pdf`,
    access: 'coordinator',
    input: { params: z.object({ versi: z.coerce.number().int().min(1) }) },
    async handle({ params: { versi }, visitor }) {
      const pass = await services.requireCoordinator(visitor.coordinator);
      const { campaign } = sessionOf(services, pass);
      const history = await services.circulars.store.history(campaign, pass.region);
      return circularFile(
        services,
        history.find(({ version }) => version === versi),
      );
    },
  }),
];
