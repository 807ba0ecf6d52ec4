// The stage: live by script at /panggung, and the plain page that holds presence by refreshing.
import { z } from 'zod';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { page, redirect } from '../http/reply.ts';
import type { Visitor } from '../http/visitor.ts';
import { PLAIN_REFRESH_S } from '../protocol/limits.ts';
import { isOpen } from '../registrations/index.ts';
import { type OfficialServices, sayIn } from './official-services.ts';
import {
  findVisit,
  getVisit,
  type OfficialVisit,
  STAGE_PATH,
  toCheckIn,
} from './official-visit.ts';
import { presentStage } from './stage-presenter.ts';

/** In a turn at a shared screen its stage is the one to watch. */
const SHARED_SCREEN_PATH = '/layar';

/** The plain page, which renews itself. */
const PLAIN_PATH = `${STAGE_PATH}/teks`;
const plainQuery = z.object({ ditanggapi: z.string().optional() });

/** Where a tick's form stands; the answer leads back to it. */
const ORIGINS = {
  panggung: STAGE_PATH,
  teks: PLAIN_PATH,
  ikrar: '/ikrar',
  'ikrar-teks': '/ikrar?teks=1',
} as const;

const tickBody = z.object({
  clause: z.coerce.number().int().min(1).max(20),
  kembali: z.enum(['panggung', 'teks', 'ikrar', 'ikrar-teks']).catch('panggung'),
});

/** A plain page was loaded: presence is renewed while the session is open. */
export async function renewPresence(
  { people }: OfficialServices,
  { registration, session }: OfficialVisit,
): Promise<void> {
  if (isOpen(session.status.session)) await people.attendance.renewPlain(registration);
}

/** The visit of somebody who has checked in; undefined: they go back to checking in. */
export async function findPresent(services: OfficialServices, visitor: Visitor) {
  const visit = await findVisit(services, visitor);
  return visit?.registration.checkedInAt
    ? { present: visit }
    : { present: undefined, back: toCheckIn(visit) };
}

/** Routes below /panggung. */
export function createStageRoutes(services: OfficialServices): AnyRoute[] {
  return [
    defineRoute({
      method: 'get',
      path: STAGE_PATH,
      access: 'official',
      input: {},
      async handle({ visitor, language }) {
        if (visitor.official?.turn) return redirect(SHARED_SCREEN_PATH);
        const { present, back } = await findPresent(services, visitor);
        if (!present) return back;
        const title = sayIn(services.visitors.catalogue, language)('stage.title');
        const stage = await presentStage(services, present, language);
        const texts = ['agreeing', 'ceremony', 'talk', 'floor'];
        return page({ template: 'stage', layout: 'stage', title, texts, ...stage });
      },
    }),
    defineRoute({
      method: 'get',
      path: PLAIN_PATH,
      access: 'official',
      input: { query: plainQuery },
      async handle({ visitor, language, query: { ditanggapi } }) {
        if (visitor.official?.turn) return redirect(SHARED_SCREEN_PATH);
        const { present, back } = await findPresent(services, visitor);
        if (!present) return back;
        await renewPresence(services, present);
        const title = sayIn(services.visitors.catalogue, language)('stage.plainTitle');
        const { view } = await presentStage(services, present, language);
        const plain = { ...view, reacted: ditanggapi !== undefined };
        const isOver = 'ended' in view.scene;
        // What was said of a reaction is not said again each minute.
        const refresh = isOver ? {} : { refreshSeconds: PLAIN_REFRESH_S, refreshTo: PLAIN_PATH };
        return page({ template: 'stage-text', layout: 'compact', title, view: plain, ...refresh });
      },
    }),
    defineRoute({
      method: 'post',
      path: `${STAGE_PATH}/butir`,
      access: 'official',
      input: { body: tickBody },
      async handle({ body, visitor }) {
        const { registration, session } = await getVisit(services, visitor);
        await services.pledge.ceremony.tick(registration, session, body.clause);
        return redirect(ORIGINS[body.kembali]);
      },
    }),
  ];
}
