// Checking in: registering on a free seat, coming back with the PIN, and being present.
import { AppError, isAppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { type Reply, redirect } from '../http/reply.ts';
import { COOKIES } from '../http/visitor.ts';
import { isOpen, type Registration } from '../registrations/index.ts';
import { type Arrival, checkInStep, getArrival } from './arrival.ts';
import { checkInBody, checkPin, checkRegistration, pinBody } from './check-in-input.ts';
import { presentCheckIn, type RefusedForm } from './check-in-presenter.ts';
import { codePage } from './invitation-routes.ts';
import type { OfficialServices } from './official-services.ts';
import { CHECK_IN_PATH, getVisit, officialCookie, STAGE_PATH } from './official-visit.ts';

type Context = Pick<RouteContext, 'visitor' | 'language' | 'address'>;

/** Refusals that belong to the PIN's field and not to a page of their own. */
const PIN_REFUSALS = ['PIN_WRONG', 'TOO_MANY_ATTEMPTS'];
const CODE_REFUSALS = ['NOT_SIGNED_IN', 'CODE_REPLACED', 'CODE_WITHDRAWN'];

/** Routes of /lapor-hadir and /keluar. */
export function createCheckInRoutes(services: OfficialServices): AnyRoute[] {
  const { registrations } = services.people;

  /** Runs `act` before the visitor's seat; a stranger gets the form for a code. */
  const atSeat = async (
    context: Context,
    act: (arrival: Arrival) => Promise<Reply>,
  ): Promise<Reply> => {
    let arrival: Arrival;
    try {
      arrival = await getArrival(services, context.visitor);
    } catch (error) {
      if (!isAppError(error) || !CODE_REFUSALS.includes(error.code)) throw error;
      return codePage(services, { error, typed: '', language: context.language });
    }
    return act(arrival);
  };

  /** The holder goes on: present at once when the doors are open. */
  const goOn = async (
    registration: Registration,
    { session }: Arrival,
    address: string,
  ): Promise<Reply> => {
    const state = session.status.session;
    const cookies = [officialCookie(services, registration)];
    if (isOpen(state)) await registrations.checkIn(registration._id, state, address);
    const isPresent = isOpen(state) || registration.checkedInAt !== null;
    return redirect(isPresent ? STAGE_PATH : CHECK_IN_PATH, cookies);
  };

  const filled = (context: Context): Promise<Reply> =>
    atSeat(context, async (arrival) => {
      const errors = [{ field: 'pin' as const, code: 'SEAT_FILLED' }];
      const { status } = new AppError('SEAT_FILLED');
      return presentCheckIn(services, arrival, context.language, { errors, status, typed: {} });
    });

  /** A form sent twice by the same hand: name and PIN are the holder's, so it is the holder. */
  const sentTwice = async (
    arrival: Arrival,
    { name, pin }: { name: string; pin: string },
  ): Promise<Registration | undefined> => {
    const holder = await registrations.findOfSeat(arrival.seat._id);
    if (!holder?.pinHash || holder.name !== name) return undefined;
    return registrations.returnWithPin(arrival.seat, pin).catch((error: unknown) => {
      if (isAppError(error) && PIN_REFUSALS.includes(error.code)) return undefined;
      throw error;
    });
  };

  return [
    defineRoute({
      method: 'get',
      path: CHECK_IN_PATH,
      access: 'public',
      input: {},
      handle: (context) =>
        atSeat(context, async (arrival) =>
          checkInStep(arrival) === 'present'
            ? redirect(STAGE_PATH)
            : presentCheckIn(services, arrival, context.language),
        ),
    }),
    defineRoute({
      method: 'post',
      path: CHECK_IN_PATH,
      access: 'public',
      input: { body: checkInBody },
      handle: ({ body, ...context }) =>
        atSeat(context, async (arrival) => {
          const step = checkInStep(arrival);
          const isFilled = step === 'pin' || step === 'new-pin';
          if (step !== 'register' && !isFilled) return redirect(CHECK_IN_PATH);
          const checked = checkRegistration(body, services.documents.canPrint);
          if ('errors' in checked) {
            if (isFilled) return filled(context);
            const refused: RefusedForm = { errors: checked.errors, status: 400, typed: body };
            return presentCheckIn(services, arrival, context.language, refused);
          }
          const { address } = context;
          try {
            const one = await registrations.register(arrival.seat, checked.input, address);
            return await goOn(one, arrival, address);
          } catch (error) {
            if (!isAppError(error) || error.code !== 'SEAT_FILLED') throw error;
            const holder = await sentTwice(arrival, checked.input);
            return holder ? goOn(holder, arrival, address) : filled(context);
          }
        }),
    }),
    defineRoute({
      method: 'post',
      path: `${CHECK_IN_PATH}/masuk`,
      access: 'public',
      input: { body: pinBody },
      handle: ({ body, ...context }) =>
        atSeat(context, async (arrival) => {
          const refuse = (errors: RefusedForm['errors'], status: number) =>
            presentCheckIn(services, arrival, context.language, { errors, status, typed: {} });
          if (!arrival.holder || arrival.isHolder) return redirect(CHECK_IN_PATH);
          const checked = checkPin(body.pin);
          if ('errors' in checked) return refuse(checked.errors, 400);
          try {
            const holder = await registrations.returnWithPin(arrival.seat, checked.pin);
            return await goOn(holder, arrival, context.address);
          } catch (error) {
            if (!isAppError(error) || !PIN_REFUSALS.includes(error.code)) throw error;
            const { code, params } = error;
            return refuse([{ field: 'pin', code, params }], error.status);
          }
        }),
    }),
    defineRoute({
      method: 'post',
      path: `${CHECK_IN_PATH}/hadir`,
      access: 'official',
      input: {},
      async handle({ visitor, address }) {
        const { registration, session } = await getVisit(services, visitor);
        await registrations.checkIn(registration._id, session.status.session, address);
        return redirect(STAGE_PATH);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/keluar',
      access: 'public',
      input: {},
      handle: () =>
        redirect('/', [
          { name: COOKIES.official, value: null },
          { name: COOKIES.invitation, value: null },
        ]),
    }),
  ];
}
