// What is done to one session: its agenda, what is said of it, its rules and its notes. A refused form
// comes back with what was typed.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { type AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type Reply, redirect } from '../http/reply.ts';
import { staffOf } from '../http/visitor.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { postAgenda } from './agenda-post.ts';
import { postDetails } from './details-post.ts';
import { getPlace, type OfficeServices, pathOf } from './office-services.ts';
import { PATH, place, typed } from './route-input.ts';
import { postRules } from './rules-post.ts';
import { DONE, type SessionPageState, sessionPage } from './session-page.ts';

/** A form that was sent: whose, of which session, and how its page is shown again. */
export interface Posted extends Pick<RouteContext, 'language' | 'visitor' | 'address'> {
  session: SessionDocument;
  fields: Record<string, string>;
  by: ReturnType<typeof actorOf>;
  /** The page with what was typed, and the session as it is now. */
  show(state: SessionPageState): Promise<Reply>;
  /** To the page that shows what was done. */
  done(what: (typeof DONE)[number], anchor: string): Reply;
}

/** The sentence of a refusal, for the page on which it happened. */
export const refusalOf = (
  { catalogue }: Pick<OfficeServices, 'catalogue'>,
  { code, params, status }: AppError,
  { language }: Pick<Posted, 'language'>,
) => ({ text: catalogue.text(language, `errors.${code}.detail`, params), status });

const show = (services: OfficeServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/:sesi`,
    access: 'staff',
    input: {
      params: place,
      query: z.object({ selesai: z.enum(DONE).optional().catch(undefined) }),
    },
    handle: async ({ params, query, ...asking }) =>
      sessionPage(services, await getPlace(services, params), asking, { done: query.selesai }),
  });

/** A form of the page; a refusal that it does not explain itself is told at its top. */
const form = (
  services: OfficeServices,
  path: string,
  post: (services: OfficeServices, posted: Posted) => Promise<Reply>,
): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:sesi/${path}`,
    access: 'staff',
    input: { params: place, body: typed },
    async handle({ params, body, language, visitor, address }) {
      const { campaign, session } = await getPlace(services, params);
      const own = pathOf(campaign._id, session.slug);
      const again = async (state: SessionPageState) =>
        sessionPage(services, await getPlace(services, params), { language, visitor }, state);
      const posted: Posted = {
        ...{ session, language, visitor, address, fields: body },
        by: actorOf(staffOf(visitor), address),
        show: again,
        done: (what, anchor) => redirect(`${own}?selesai=${what}#${anchor}`),
      };
      try {
        return await post(services, posted);
      } catch (error) {
        if (!isAppError(error) || error.status >= 500) throw error;
        return again({ refused: refusalOf(services, error, posted) });
      }
    },
  });

const postNote = async (services: OfficeServices, posted: Posted): Promise<Reply> => {
  const { catatan = '' } = posted.fields;
  try {
    await services.notes.add(posted.session._id, catatan, posted.by);
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return posted.show({ note: catatan, refused: refusalOf(services, error, posted) });
  }
  return posted.done('catatan', 'catatan');
};

/** They belong before the control room's own path. */
export const createPlanRoutes = (services: OfficeServices): AnyRoute[] => [
  show(services),
  form(services, 'susunan', postAgenda),
  form(services, 'keterangan', postDetails),
  form(services, 'aturan', postRules),
  form(services, 'catatan', postNote),
];
