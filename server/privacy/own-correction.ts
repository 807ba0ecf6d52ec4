// Correcting one's own data: the contact at any time, the name until signing opens. After that the
// host corrects it, with a leaf of its own in the log.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Actor } from '../invitations/index.ts';
import type { OfficialVisit } from '../official/index.ts';
import { type ErrorCode, errorStatus } from '../protocol/error-codes.ts';
import { type Registration, registrationInputSchema } from '../registrations/index.ts';
import type { PrivacyServices } from './privacy-services.ts';

const typed = z.string().max(2_000).catch('').default('');
/** What was typed, before any rule. */
export const correctionSchema = z.object({ name: typed, acting: typed, contact: typed });
const ruled = registrationInputSchema.pick({ name: true, acting: true, contact: true });

/**
 * Stores what was corrected, with its audit event; resolves with the registration as it is now.
 * Throws the refusals of the fields, NAME_GLYPH, NAME_UNCHANGED when nothing is different,
 * DATA_ERASED, SEAT_SIGNED for the name once signing has opened.
 */
export async function correctOwn(
  services: PrivacyServices,
  { registration, session }: OfficialVisit,
  given: z.infer<typeof correctionSchema>,
  by: Actor,
): Promise<Registration> {
  const { people, ground } = services;
  const { name, acting, contact } = check(given);
  const { _id, generation, erasedAt } = registration;
  if (erasedAt) throw new AppError('DATA_ERASED');
  if (!people.canPrint(name)) throw new AppError('NAME_GLYPH');
  const isRenamed = name !== registration.name || acting !== registration.acting;
  if (!isRenamed && contact === registration.contact) throw new AppError('NAME_UNCHANGED');
  if (isRenamed && session.status.signingOpenedAt !== null) throw new AppError('SEAT_SIGNED');
  // What processes remember of them ends, so that nobody signs under the name of before.
  const next = { name, acting, contact, generation: isRenamed ? generation + 1 : generation };
  const data = { registration: _id, fields: isRenamed ? ['name', 'contact'] : ['contact'] };
  const event = { event: 'own-data.corrected' as const, data, session: session._id, ...by };
  await ground.database.transaction(async (transaction) => {
    // Asked again inside: what this process knows of the session may be a moment old.
    if (isRenamed && (await people.hasSigningOpened(session._id, transaction))) {
      throw new AppError('SEAT_SIGNED');
    }
    const isDone = await people.registrations.correctOwn(_id, generation, next, transaction);
    if (!isDone) throw new AppError('STATE_CHANGED');
    await ground.audit.write(event, transaction);
  });
  return { ...registration, ...next };
}

function check(given: z.infer<typeof correctionSchema>) {
  const result = ruled.safeParse(given);
  if (result.success) return result.data;
  const code = result.error.issues[0]?.message ?? '';
  throw new AppError(isCode(code) ? code : 'INVALID_INPUT');
}

const isCode = (text: string): text is ErrorCode => text in errorStatus;
