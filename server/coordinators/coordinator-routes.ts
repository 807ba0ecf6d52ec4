// The coordinator's routes: opening the link, naming, rooms, vouching. All but the link ask for the
// cookie, and that its link is still the valid one.
import { z } from 'zod';
import { AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type Reply, redirect } from '../http/reply.ts';
import { COOKIES } from '../http/visitor.ts';
import { isOver } from '../protocol/session-names.ts';
import type { CoordinatorPass } from './coordinator-links.ts';
import { parseNomination } from './nomination-input.ts';
import { type RefusedForm, regionPage } from './region-page.ts';
import { byCoordinator, type CoordinatorServices, sessionOf } from './region-page-services.ts';

const PATH = '/koordinator';
/** Half a day: through the event; the link leads back. */
const PASS_SECONDS = 12 * 3600;
/** Refusals that a form can answer; everything else is a page of its own. */
const ON_FORM = [
  'NAME_EMPTY',
  'NAME_TOO_LONG',
  'NAME_CONTROL_CHARACTERS',
  'NAME_GLYPH',
  'CONTACT_INVALID',
  'SEAT_FILLED',
  'PLACE_INVALID',
  'SESSION_ENDED',
  'DOORS_CLOSED',
  'REASON_MISSING',
  'NOMINATION_MISSING',
  'ROOM_CLOSED',
];
const DONE = ['dinamai', 'dihapus', 'dibuka', 'ditutup', 'dijamin'] as const;

const id = z.string().regex(/^[\w.:-]{1,80}$/);
const typed = z.string().max(2_000).catch('').default('');
const seatBody = z.object({ name: typed, acting: typed, contact: typed });
const seatList = z.union([id.transform((one) => [one]), z.array(id).max(50)]).default([]);
const roomBody = z.object({ place: typed, seats: seatList });
const vouchBody = z.object({ seat: id, reason: typed });

type Context = Pick<RouteContext, 'visitor' | 'language' | 'address'>;
interface Work {
  pass: CoordinatorPass;
  /** Where a refusal is shown. */
  form: string;
  typed: Record<string, string>;
  seats?: string[];
  done: (typeof DONE)[number];
  run(): Promise<unknown>;
}

/** Does the work and leads back to the page, or shows the form again with its reason. */
async function onForm(
  services: CoordinatorServices,
  { language }: Context,
  work: Work,
): Promise<Reply> {
  try {
    await work.run();
    return redirect(`${PATH}?selesai=${work.done}`);
  } catch (error) {
    if (!isAppError(error) || !ON_FORM.includes(error.code)) throw error;
    const { pass, form, typed, seats = [] } = work;
    const { code, params, status } = error;
    const refused: RefusedForm = { form, typed, seats, code, params, status };
    return regionPage(services, pass, language, { refused });
  }
}

const openRoute = ({ links, site }: CoordinatorServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: `${PATH}/:code`,
    access: 'public',
    input: { params: z.object({ code: z.string() }) },
    async handle({ params, address }) {
      site.codeLimit.check(address);
      const pass = await links.open(params.code).catch((error: AppError) => {
        if (error.code === 'COORDINATOR_LINK_UNKNOWN') site.codeLimit.fail(address);
        throw error;
      });
      const value = site.tokens.coordinator.sign(pass, PASS_SECONDS);
      return redirect(PATH, [{ name: COOKIES.coordinator, value, seconds: PASS_SECONDS }]);
    },
  });

const pageRoute = (services: CoordinatorServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'coordinator',
    input: { query: z.object({ selesai: z.enum(DONE).optional().catch(undefined) }) },
    async handle({ visitor, language, query }) {
      const pass = await services.links.requireCurrent(visitor.coordinator);
      return regionPage(services, pass, language, { done: query.selesai });
    },
  });

const leaveRoute = defineRoute({
  method: 'post',
  path: `${PATH}/keluar`,
  access: 'public',
  input: {},
  handle: () => redirect('/', [{ name: COOKIES.coordinator, value: null }]),
});

const seatRoutes = (services: CoordinatorServices): AnyRoute[] => [
  defineRoute({
    method: 'post',
    path: `${PATH}/jabatan/:seat`,
    access: 'coordinator',
    input: { params: z.object({ seat: id }), body: seatBody },
    async handle({ params: { seat }, body, ...context }) {
      const pass = await services.links.requireCurrent(context.visitor.coordinator);
      const work = { pass, form: seat, typed: body, done: 'dinamai' as const };
      const run = async () => {
        requireRunning(services, pass);
        const input = parseNomination(body, services.site.canPrint);
        await services.desk.nominate(pass, seat, input, context.address);
      };
      return onForm(services, context, { ...work, run });
    },
  }),
  defineRoute({
    method: 'post',
    path: `${PATH}/jabatan/:seat/hapus`,
    access: 'coordinator',
    input: { params: z.object({ seat: id }) },
    async handle({ params: { seat }, visitor, address }) {
      const pass = await services.links.requireCurrent(visitor.coordinator);
      requireRunning(services, pass);
      await services.desk.withdrawNomination(pass, seat, address);
      return redirect(`${PATH}?selesai=dihapus`);
    },
  }),
];

const roomRoutes = (services: CoordinatorServices): AnyRoute[] => [
  defineRoute({
    method: 'post',
    path: `${PATH}/ruang`,
    access: 'coordinator',
    input: { body: roomBody },
    async handle({ body: { place, seats }, ...context }) {
      const pass = await services.links.requireCurrent(context.visitor.coordinator);
      const by = byCoordinator(pass, context.address);
      const { session, region } = pass;
      const run = () => services.rooms.open({ session, region, place, seats, by });
      return onForm(services, context, {
        pass,
        form: 'ruang',
        typed: { place },
        seats,
        done: 'dibuka',
        run,
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: `${PATH}/ruang/:room/tutup`,
    access: 'coordinator',
    input: { params: z.object({ room: id }) },
    async handle({ params: { room }, visitor, address }) {
      const pass = await services.links.requireCurrent(visitor.coordinator);
      await requireOwnRoom(services, pass, room);
      await services.rooms.close(room, byCoordinator(pass, address));
      return redirect(`${PATH}?selesai=ditutup`);
    },
  }),
  defineRoute({
    method: 'post',
    path: `${PATH}/ruang/:room/jamin`,
    access: 'coordinator',
    input: { params: z.object({ room: id }), body: vouchBody },
    async handle({ params: { room }, body: { seat, reason }, ...context }) {
      const pass = await services.links.requireCurrent(context.visitor.coordinator);
      const run = () => services.desk.vouch(pass, { seat, room, reason }, context.address);
      const typed = { seat, reason };
      return onForm(services, context, { pass, form: room, typed, done: 'dijamin', run });
    },
  }),
];

/** After the end the page is for reading. */
function requireRunning(services: CoordinatorServices, pass: CoordinatorPass): void {
  if (isOver(sessionOf(services, pass).status.session)) throw new AppError('SESSION_ENDED');
}

/** A coordinator closes rooms of their own region only. */
async function requireOwnRoom(
  { rooms }: CoordinatorServices,
  { session, region }: CoordinatorPass,
  id: string,
): Promise<void> {
  const own = await rooms.listOfRegion(session, region);
  if (!own.some(({ _id }) => _id === id)) throw new AppError('ROOM_OTHER_REGION');
}

/** All routes; the one with the code comes last, as it takes any word. */
export const createCoordinatorRoutes = (services: CoordinatorServices): AnyRoute[] => [
  pageRoute(services),
  leaveRoute,
  ...seatRoutes(services),
  ...roomRoutes(services),
  openRoute(services),
];
