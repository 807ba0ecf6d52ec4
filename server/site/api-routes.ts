// For programs: what the public may read of sessions and boards, without anything personal.
import { z } from 'zod';
import { ID_PATTERN } from '../core/ids.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json } from '../http/reply.ts';
import { REGION_STATES } from '../protocol/board.ts';
import { getSession } from '../sessions/index.ts';
import { boardSchema, currentSessionSchema } from './api-answers.ts';
import { getSessionById, type SiteServices } from './site-services.ts';

/** Routes below /api/v1; anybody may call them. */
export function createApiRoutes(services: SiteServices): AnyRoute[] {
  const { live, boards } = services;
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/sessions/current',
      access: 'public',
      api: { name: 'currentSession', group: 'campaigns', answer: { schema: currentSessionSchema } },
      input: {},
      handle() {
        const { _id, slug, title, kind, date, status, declaration } = getSession(live, undefined);
        const { session: state, ceremony, stream, sealed } = status;
        const about = { id: _id, slug, title, kind, date, declaration };
        return json({ ...about, state, ceremony, stream, sealed });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/sessions/:id/board',
      access: 'public',
      api: { name: 'board', group: 'attendance', answer: { schema: boardSchema } },
      input: { params: z.object({ id: z.string().regex(ID_PATTERN) }) },
      async handle({ params }) {
        const session = getSessionById(live, params.id);
        const regions = await services.regionsOf(await services.campaignOf(session));
        const names = new Map(regions.map((region) => [region.code, region.name]));
        const { v, phase, counters, rows } = await boards.snapshot(session._id);
        const list = rows.map(([code, state, required, present, signed]) => ({
          code,
          name: names.get(code) ?? code,
          state: REGION_STATES[state],
          required,
          present,
          signed,
        }));
        return json({ version: v, phase, counters, regions: list });
      },
    }),
  ];
}
