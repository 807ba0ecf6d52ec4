// Routes of checking in: /lapor-hadir and /keluar. What happens there is in check-in-desk.ts.
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { redirect } from '../http/reply.ts';
import { COOKIES } from '../http/visitor.ts';
import { checkInStep } from './arrival.ts';
import { atSeat, comeBack, register } from './check-in-desk.ts';
import { checkInBody, pinBody } from './check-in-input.ts';
import { presentCheckIn } from './check-in-presenter.ts';
import { keepingMode } from './mode-routes.ts';
import type { OfficialServices } from './official-services.ts';
import { CHECK_IN_PATH, getVisit, wayOn } from './official-visit.ts';

const signOut = defineRoute({
  method: 'post',
  path: '/keluar',
  access: 'public',
  input: {},
  handle: () =>
    redirect('/', [
      { name: COOKIES.official, value: null },
      { name: COOKIES.invitation, value: null },
    ]),
});

/** Showing the step, registering, coming back, checking in, and leaving the device. */
export const createCheckInRoutes = (services: OfficialServices): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: CHECK_IN_PATH,
    access: 'public',
    input: {},
    handle: (context) =>
      atSeat(services, context, async (arrival) =>
        checkInStep(arrival) === 'present'
          ? redirect(wayOn(context.visitor))
          : presentCheckIn(services, arrival, context.language),
      ),
  }),
  defineRoute({
    method: 'post',
    path: CHECK_IN_PATH,
    access: 'public',
    input: { body: checkInBody },
    async handle({ body, ...context }) {
      const reply = await atSeat(services, context, (arrival) =>
        register(services, arrival, body, context),
      );
      return keepingMode(reply, body.mode);
    },
  }),
  defineRoute({
    method: 'post',
    path: `${CHECK_IN_PATH}/masuk`,
    access: 'public',
    input: { body: pinBody },
    handle: ({ body, ...context }) =>
      atSeat(services, context, (arrival) => comeBack(services, arrival, body.pin, context)),
  }),
  defineRoute({
    method: 'post',
    path: `${CHECK_IN_PATH}/hadir`,
    access: 'official',
    input: {},
    async handle({ visitor, address }) {
      const { registration, session } = await getVisit(services, visitor);
      const state = session.status.session;
      await services.people.registrations.checkIn(registration._id, state, address);
      return redirect(wayOn(visitor));
    },
  }),
  signOut,
];
