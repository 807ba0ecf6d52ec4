// /kehadiran: one's own minutes, live by script or as a plain page; and objecting to them.
import { z } from 'zod';
import { isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type PageReply, page, type Reply, redirect } from '../http/reply.ts';
import {
  findPresent,
  getVisit,
  type OfficialVisit,
  renewPresence,
  sayIn,
} from '../official/index.ts';
import { PLAIN_REFRESH_S } from '../protocol/limits.ts';
import { isOpen } from '../registrations/index.ts';
import type { MinutesServices } from './minutes-services.ts';
import { OWN_PATH, type OwnPageOptions, PLAIN_PATH, presentForm, presentOwn } from './own-page.ts';

const query = z.object({ teks: z.string().optional(), terkirim: z.string().optional() });
// Longer than a note may be: what is too long is shown again with the reason, not thrown away.
const body = z.object({
  note: z.string().max(20_000).catch('').default(''),
  teks: z.string().optional(),
});

async function ownPage(
  services: MinutesServices,
  visit: OfficialVisit,
  options: OwnPageOptions,
): Promise<PageReply> {
  const { view, data } = await presentOwn(services, visit, options);
  const title = sayIn(services.official.visitors.catalogue, options.language)('minutes.title');
  const isRefreshed = options.isPlain && isOpen(visit.session.status.session);
  return page({
    template: 'minutes',
    layout: 'minutes',
    title,
    view,
    data,
    ...(isRefreshed && { refreshSeconds: PLAIN_REFRESH_S }),
  });
}

/** The form alone, for browsers without a script: a page that refreshes would lose the text. */
async function formPage(
  services: MinutesServices,
  visit: OfficialVisit,
  options: OwnPageOptions,
): Promise<PageReply> {
  const view = {
    ...(await presentForm(services, visit, options)),
    back: PLAIN_PATH,
    isOpenSession: isOpen(visit.session.status.session),
  };
  const title = sayIn(
    services.official.visitors.catalogue,
    options.language,
  )('minutes.objections.write');
  return page({
    template: 'objection-form',
    layout: 'minutes',
    entry: 'minutes-plain',
    title,
    view,
  });
}

/** Stores the note, or shows the form again with what is wrong. */
async function object(
  services: MinutesServices,
  {
    body: { note, teks },
    visitor,
    address,
    language,
  }: Pick<RouteContext<{ body: typeof body }>, 'body' | 'visitor' | 'address' | 'language'>,
): Promise<Reply> {
  const visit = await getVisit(services.official, visitor);
  const { registration, session } = visit;
  const isPlain = teks !== undefined;
  try {
    await services.objections.object({ registration, session, note, address });
  } catch (error) {
    if (!isAppError(error) || error.status !== 400) throw error;
    const say = sayIn(services.official.visitors.catalogue, language);
    const refused = { note, error: say(`errors.${error.code}.detail`, error.params) };
    const options = { language, isPlain, refused };
    const show = isPlain ? formPage : ownPage;
    return { ...(await show(services, visit, options)), status: error.status };
  }
  return redirect(isPlain ? `${PLAIN_PATH}&terkirim=1` : `${OWN_PATH}?terkirim=1`);
}

/** Routes below /kehadiran, all for officials who have checked in. */
export const createOwnRoutes = (services: MinutesServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: OWN_PATH,
    access: 'official',
    input: { query },
    async handle({ visitor, language, query: { teks, terkirim } }) {
      const { present, back } = await findPresent(services.official, visitor);
      if (!present) return back;
      const isPlain = teks !== undefined;
      if (isPlain) await renewPresence(services.official, present);
      return ownPage(services, present, { language, isPlain, sent: terkirim !== undefined });
    },
  }),
  defineRoute({
    method: 'get',
    path: `${OWN_PATH}/keberatan`,
    access: 'official',
    input: {},
    async handle({ visitor, language }) {
      const { present, back } = await findPresent(services.official, visitor);
      if (!present) return back;
      await renewPresence(services.official, present);
      return formPage(services, present, { language, isPlain: true });
    },
  }),
  defineRoute({
    method: 'post',
    path: `${OWN_PATH}/keberatan`,
    access: 'official',
    input: { body },
    handle: (context) => object(services, context),
  }),
];
