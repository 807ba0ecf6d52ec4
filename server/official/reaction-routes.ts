// A reaction without a script: a button that is a form, counted in the same ticks as a tap.
import { z } from 'zod';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { redirect } from '../http/reply.ts';
import { REACTIONS } from '../protocol/talk.ts';
import type { OfficialServices } from './official-services.ts';
import { getVisit, STAGE_PATH } from './official-visit.ts';

const reactionBody = z.object({ reaction: z.enum(REACTIONS) });

/** The buttons of the plain stage lead here, and back to it. */
export const createReactionRoutes = (services: OfficialServices): AnyRoute[] => [
  defineRoute({
    method: 'post',
    path: `${STAGE_PATH}/tanggapan`,
    access: 'official',
    input: { body: reactionBody },
    async handle({ body: { reaction }, visitor }) {
      const { registration, session } = await getVisit(services, visitor);
      services.talk.react(registration, session, reaction);
      return redirect(`${STAGE_PATH}/teks?ditanggapi=1#tanggapan`);
    },
  }),
];
