// Staff amend a signature from the person's page: another name, or a withdrawal; both with a reason.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import { AppError } from '../core/app-error.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { redirect } from '../http/reply.ts';
import { staffOf, type Visitor } from '../http/visitor.ts';
import type { ErrorCode } from '../protocol/error-codes.ts';
import { errorStatus } from '../protocol/error-codes.ts';
import { holderNameSchema } from '../registrations/index.ts';
import { getPerson, type MinutesServices } from './minutes-services.ts';
import { personPath } from './objections-page.ts';
import { explain, personParams, showPerson, typed } from './staff-forms.ts';

const nameBody = z.object({ name: typed, acting: typed, reason: typed, pasti: typed });
const withdrawBody = z.object({ reason: typed, pasti: typed });

const requireSure = (pasti: string): void => {
  if (pasti === '') throw new AppError('NOT_CONFIRMED');
};

const isCode = (text: string): text is ErrorCode => text in errorStatus;

/** The name as the platform keeps names; throws the code that its rule names. */
function parseName(body: { name: string; acting: string }) {
  const parsed = holderNameSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const code = parsed.error.issues[0]?.message ?? '';
  throw new AppError(isCode(code) ? code : 'INVALID_INPUT');
}

interface Context {
  registration: string;
  reason: string;
  visitor: Visitor;
  address: string;
}

/** What the desk is asked; throws NOT_FOUND for nobody. */
async function requestOf(
  services: MinutesServices,
  { registration, reason, visitor, address }: Context,
) {
  await getPerson(services, registration);
  return { registration, reason, by: actorOf(staffOf(visitor), address) };
}

const correctName = (services: MinutesServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/kendali/orang/:registration/nama',
    access: 'staff',
    input: { params: personParams, body: nameBody },
    async handle({ params: { registration }, body, ...asking }) {
      const request = await requestOf(services, { registration, ...body, ...asking });
      try {
        const corrected = parseName(body);
        requireSure(body.pasti);
        await services.amendments.correctName(request, corrected);
      } catch (error) {
        const reason = explain(services, error, asking.language);
        const refusedAmendment = { form: 'name' as const, ...body, error: reason };
        return showPerson(services, registration, asking, { refusedAmendment });
      }
      return redirect(`${personPath(registration)}?diperbaiki=1`);
    },
  });

const withdraw = (services: MinutesServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/kendali/orang/:registration/cabut',
    access: 'staff',
    input: { params: personParams, body: withdrawBody },
    async handle({ params: { registration }, body, ...asking }) {
      const request = await requestOf(services, { registration, ...body, ...asking });
      try {
        requireSure(body.pasti);
        await services.amendments.withdraw(request);
      } catch (error) {
        const reason = explain(services, error, asking.language);
        const typedAgain = { name: '', acting: '', reason: body.reason, error: reason };
        const refusedAmendment = { form: 'withdraw' as const, ...typedAgain };
        return showPerson(services, registration, asking, { refusedAmendment });
      }
      return redirect(`${personPath(registration)}?dicabut=1`);
    },
  });

/** Both forms; for staff. */
export const createSignatureRoutes = (services: MinutesServices): AnyRoute[] => [
  correctName(services),
  withdraw(services),
];
