// What happens at the check-in desk: registering, coming back with the PIN, going on to the stage.
import { AppError, isAppError } from '../core/app-error.ts';
import type { RouteContext } from '../http/define-route.ts';
import { type Reply, redirect } from '../http/reply.ts';
import { isOpen, type Registration } from '../registrations/index.ts';
import { type Arrival, checkInStep, getArrival } from './arrival.ts';
import { type CheckInBody, checkPin, checkRegistration } from './check-in-input.ts';
import { presentCheckIn, type RefusedForm } from './check-in-presenter.ts';
import { codePage } from './invitation-routes.ts';
import type { OfficialServices } from './official-services.ts';
import { CHECK_IN_PATH, officialCookie, wayOn } from './official-visit.ts';

export type CheckInContext = Pick<RouteContext, 'visitor' | 'language' | 'address'>;

/** Refusals that belong to the PIN's field and not to a page of their own. */
const PIN_REFUSALS = ['PIN_WRONG', 'TOO_MANY_ATTEMPTS'];
const CODE_REFUSALS = ['NOT_SIGNED_IN', 'CODE_REPLACED', 'CODE_WITHDRAWN'];

const isOneOf = (error: unknown, codes: string[]): error is AppError =>
  isAppError(error) && codes.includes(error.code);

/** Runs `act` before the visitor's seat; a stranger gets the form for a code. */
export async function atSeat(
  services: OfficialServices,
  context: CheckInContext,
  act: (arrival: Arrival) => Promise<Reply>,
): Promise<Reply> {
  let arrival: Arrival;
  try {
    arrival = await getArrival(services, context.visitor);
  } catch (error) {
    if (!isOneOf(error, CODE_REFUSALS)) throw error;
    return codePage(services, { error, typed: '', language: context.language });
  }
  return act(arrival);
}

/** The holder goes on: present at once when the doors are open. */
async function goOn(
  services: OfficialServices,
  registration: Registration,
  { session }: Arrival,
  { address, visitor }: CheckInContext,
): Promise<Reply> {
  const state = session.status.session;
  const cookies = [officialCookie(services, registration)];
  const { registrations } = services.people;
  if (isOpen(state)) await registrations.checkIn(registration._id, state, address);
  const isPresent = isOpen(state) || registration.checkedInAt !== null;
  return redirect(isPresent ? wayOn(visitor) : CHECK_IN_PATH, cookies);
}

/** Somebody stands before a seat that has a holder: the way back, and whom to call. */
const seatFilled = (services: OfficialServices, context: CheckInContext): Promise<Reply> =>
  atSeat(services, context, async (arrival) => {
    const errors: RefusedForm['errors'] = [{ field: 'pin', code: 'SEAT_FILLED' }];
    const { status } = new AppError('SEAT_FILLED');
    return presentCheckIn(services, arrival, context.language, { errors, status, typed: {} });
  });

/** A form sent twice by the same hand: name and PIN are the holder's, so it is the holder. */
async function findSender(
  services: OfficialServices,
  arrival: Arrival,
  { name, pin }: { name: string; pin: string },
  address: string,
): Promise<Registration | undefined> {
  const { registrations } = services.people;
  const holder = await registrations.findOfSeat(arrival.seat._id);
  if (!holder?.pinHash || holder.name !== name) return undefined;
  return registrations.returnWithPin(arrival.seat, pin, address).catch((error: unknown) => {
    if (isOneOf(error, PIN_REFUSALS)) return undefined;
    throw error;
  });
}

/** Which words on personal data stood beside the form. */
const shownNotice = async (
  { people }: OfficialServices,
  { campaign }: Arrival,
  shown: number,
): Promise<NonNullable<Registration['notice']>> => {
  const { version, sha256 } = await people.notices.ofVersion(campaign, shown);
  return { version, sha256 };
};

/** Fills a free seat with what was typed, or shows the form again with every refusal. */
export async function register(
  services: OfficialServices,
  arrival: Arrival,
  body: CheckInBody,
  context: CheckInContext,
): Promise<Reply> {
  const step = checkInStep(arrival);
  const isFilled = step === 'pin' || step === 'new-pin';
  if (step !== 'register' && !isFilled) return redirect(CHECK_IN_PATH);
  const checked = checkRegistration(body, services.documents.canPrint);
  if ('errors' in checked) {
    if (isFilled) return seatFilled(services, context);
    const refused: RefusedForm = { errors: checked.errors, status: 400, typed: body };
    return presentCheckIn(services, arrival, context.language, refused);
  }
  const { registrations } = services.people;
  const { address } = context;
  try {
    const notice = await shownNotice(services, arrival, body.notice);
    const one = await registrations.register(arrival.seat, checked.input, address, notice);
    return await goOn(services, one, arrival, context);
  } catch (error) {
    if (!isOneOf(error, ['SEAT_FILLED'])) throw error;
    const holder = await findSender(services, arrival, checked.input, address);
    return holder ? goOn(services, holder, arrival, context) : seatFilled(services, context);
  }
}

/** The holder comes back on this browser; after a reset the PIN typed here is the new one. */
export async function comeBack(
  services: OfficialServices,
  arrival: Arrival,
  typed: string,
  context: CheckInContext,
): Promise<Reply> {
  const refuse = (errors: RefusedForm['errors'], status: number) =>
    presentCheckIn(services, arrival, context.language, { errors, status, typed: {} });
  if (!arrival.holder || arrival.isHolder) return redirect(CHECK_IN_PATH);
  const checked = checkPin(typed);
  if ('errors' in checked) return refuse(checked.errors, 400);
  try {
    const { registrations } = services.people;
    const holder = await registrations.returnWithPin(arrival.seat, checked.pin, context.address);
    return await goOn(services, holder, arrival, context);
  } catch (error) {
    if (!isOneOf(error, PIN_REFUSALS)) throw error;
    const { code, params } = error;
    return refuse([{ field: 'pin', code, params }], error.status);
  }
}
