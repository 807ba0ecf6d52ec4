// Staff: who may come on the stage of a session, by office and in which order; their links.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { type PageReply, page, redirect } from '../http/reply.ts';
import { isHost, isOwner, staffOf, type Visitor } from '../http/visitor.ts';
import { STAGE_ROLES, STAGE_TITLE_MAX } from '../protocol/stage.ts';
import { getSession, type LiveSessions } from '../sessions/index.ts';
import { ROSTER_MAX, type Roster } from './roster-service.ts';
import { formatStageCode } from './stage-code.ts';
import type { StagePerson } from './stage-model.ts';

export interface RosterParts {
  roster: Roster;
  live: LiveSessions;
  catalogue: Catalogue;
  publicUrl: string;
  /** How many officials wait for an answer to their objection. */
  openObjections(session: string): Promise<number>;
}

const PATH = '/kendali/panggung';
const DONE = ['tambah', 'tautan', 'tarik', 'urutan'] as const;
const ACTIONS = ['tautan', 'tarik'] as const;
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const code = z.string().regex(/^[\w.-]{1,80}$/);
const place = z.coerce.number().int().min(1).max(ROSTER_MAX);
const query = z.object({
  sesi: slug.optional(),
  selesai: z.enum(DONE).optional().catch(undefined),
  /** Whose link staff are about to copy. */
  buka: code.optional().catch(undefined),
});
const newPerson = z.object({
  sesi: slug,
  role: z.enum(STAGE_ROLES),
  title: z.string().trim().max(400),
});

const presentPerson = (
  { roster, publicUrl }: RosterParts,
  person: StagePerson,
  { index, length, unfolded }: { index: number; length: number; unfolded: string | undefined },
) => {
  const link = roster.codeOf(person);
  return {
    code: person.code,
    title: person.title,
    role: person.role,
    link: link && `${publicUrl}/mimbar/masuk/${link}`,
    readable: link && formatStageCode(link),
    issue: Math.abs(person.issue),
    isUnfolded: person.code === unfolded,
    // A form names the place that is wanted, so that sent twice it moves nobody twice.
    up: index > 0 && index,
    down: index + 1 < length && index + 2,
  };
};

async function rosterPage(
  parts: RosterParts,
  { sesi, selesai, buka }: z.output<typeof query>,
  visitor: Visitor,
  say: (key: string) => string,
): Promise<PageReply> {
  const session = getSession(parts.live, sesi);
  const people = await parts.roster.list(session);
  return page({
    template: 'stage-roster',
    layout: 'staff',
    title: say('stage-roster.title'),
    entry: 'staff-form',
    view: {
      isOwner: isOwner(visitor),
      openObjections: await parts.openObjections(session._id),
      slug: session.slug,
      session: session.title,
      selesai,
      roles: STAGE_ROLES,
      max: STAGE_TITLE_MAX,
      // A link lets its holder act: who may not act does not see it.
      mayAct: isHost(visitor),
      rows: people.map((person, index) =>
        presentPerson(parts, person, { index, length: people.length, unfolded: buka }),
      ),
    },
  });
}

/** Letters, digits and marks that a title needs; no control characters. */
const titleOf = (title: string): string => {
  const isFit = title.length > 0 && title.length <= STAGE_TITLE_MAX && !/\p{Cc}/u.test(title);
  if (!isFit) throw new AppError('OFFICE_INVALID', { max: STAGE_TITLE_MAX });
  return title;
};

const addRoute = ({ roster, live }: RosterParts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: PATH,
    access: 'staff',
    input: { body: newPerson },
    async handle({ body, visitor, address }) {
      const session = getSession(live, body.sesi);
      const person = { role: body.role, title: titleOf(body.title) };
      const { code: added } = await roster.add(session, person, actorOf(staffOf(visitor), address));
      return redirect(backTo(body.sesi, 'tambah', added));
    },
  });

const backTo = (sesi: string, selesai: (typeof DONE)[number], buka: string): string =>
  `${PATH}?${new URLSearchParams({ sesi, selesai, buka })}#o-${buka}`;

const orderRoute = ({ roster, live }: RosterParts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:code/urutan`,
    access: 'staff',
    input: { params: z.object({ code }), body: z.object({ sesi: slug, ke: place }) },
    async handle({ params, body, visitor, address }) {
      const { _id: session } = getSession(live, body.sesi);
      const by = actorOf(staffOf(visitor), address);
      await roster.move({ session, code: params.code, place: body.ke, by });
      const query = new URLSearchParams({ sesi: body.sesi, selesai: 'urutan' });
      return redirect(`${PATH}?${query}#o-${params.code}`);
    },
  });

const actionRoute = ({ roster, live }: RosterParts, done: (typeof ACTIONS)[number]): AnyRoute =>
  defineRoute({
    method: 'post',
    path: `${PATH}/:code/${done}`,
    access: 'staff',
    input: { params: z.object({ code }), body: z.object({ sesi: slug }) },
    async handle({ params, body, visitor, address }) {
      const session = getSession(live, body.sesi);
      const by = actorOf(staffOf(visitor), address);
      if (done === 'tautan') await roster.reissue(session._id, params.code, by);
      else await roster.withdraw(session._id, params.code, by);
      return redirect(backTo(body.sesi, done, params.code));
    },
  });

/** The list, adding, ordering, replacing and withdrawing; all for staff. */
export const createRosterRoutes = (parts: RosterParts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'staff',
    input: { query },
    handle: ({ query: asked, language, visitor }) =>
      rosterPage(parts, asked, visitor, (key) => parts.catalogue.text(language, key)),
  }),
  addRoute(parts),
  orderRoute(parts),
  ...ACTIONS.map((done) => actionRoute(parts, done)),
];
