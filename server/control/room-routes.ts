// The session chooser and the control room itself; everything live goes over the socket.
import { z } from 'zod';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { page, redirect } from '../http/reply.ts';
import { roleIn } from '../http/staff-roles.ts';
import { isOwner, staffOf, type Visitor } from '../http/visitor.ts';
import { getSession } from '../sessions/index.ts';
import { chooserView } from './chooser-presenter.ts';
import { actorOf, type ControlData, roomFacts } from './control-data.ts';
import { roomData, roomView } from './room-presenter.ts';

interface Parts {
  data: ControlData;
  catalogue: Catalogue;
}

const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);

const chooser = ({ data, catalogue }: Parts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali',
    access: 'staff',
    reach: 'any',
    input: {},
    handle: async ({ language, visitor }) =>
      page({
        template: 'session-chooser',
        layout: 'staff',
        title: catalogue.text(language, 'session-chooser.title'),
        entry: 'staff-form',
        view: {
          ...chooserView(await campaignsFor(visitor, data), data.live.list()),
          isOwner: isOwner(visitor),
        },
      }),
  });

/** The campaigns in which the visitor has a role. */
const campaignsFor = async (visitor: Visitor, { campaigns }: ControlData) =>
  (await campaigns.list()).filter(({ _id }) => roleIn(staffOf(visitor).grants, _id));

const makeRehearsal = ({ data }: Parts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/kendali/gladi',
    access: 'staff',
    input: { body: z.object({ session: slug }) },
    async handle({ body, visitor, address }) {
      const model = getSession(data.live, body.session);
      const rehearsal = await data.makeRehearsal(model, actorOf(staffOf(visitor), address));
      return redirect(`/kendali/${rehearsal.slug}`);
    },
  });

const room = ({ data, catalogue }: Parts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/:slug',
    access: 'staff',
    input: { params: z.object({ slug }) },
    async handle({ params, language, visitor }) {
      const facts = await roomFacts(data, params.slug);
      return page({
        template: 'control-room',
        layout: 'staff',
        texts: ['call-list', 'ceremony', 'control-stage', 'readiness', 'recording', 'talk-desk'],
        title: catalogue.text(language, 'control-room.title', { session: facts.session.title }),
        view: {
          ...roomView(facts),
          isOwner: isOwner(visitor),
          openObjections: await data.openObjections(facts.session._id),
        },
        data: {
          ...roomData(facts, catalogue.subtree(language, 'machine.refusal')),
          account: staffOf(visitor).account,
        },
      });
    },
  });

/** The room's route takes any slug, so it comes after every other path below /kendali. */
export const createRoomRoutes = (parts: Parts): AnyRoute[] => [
  chooser(parts),
  makeRehearsal(parts),
  room(parts),
];
