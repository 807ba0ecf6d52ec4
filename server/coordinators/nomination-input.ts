// Whom a coordinator names, as it was typed: the same rules as for officials themselves.
import { AppError } from '../core/app-error.ts';
import { type ErrorCode, errorStatus } from '../protocol/error-codes.ts';
import { registrationInputSchema } from '../registrations/index.ts';
import type { NominationInput } from './coordinator-desk.ts';

const schema = registrationInputSchema.omit({ pin: true });

const isCode = (text: string): text is ErrorCode => text in errorStatus;

/** The nomination; throws the first refusal: NAME_*, CONTACT_INVALID or INVALID_INPUT. */
export function parseNomination(
  body: unknown,
  canPrint: (name: string) => boolean,
): NominationInput {
  const result = schema.safeParse(body);
  if (!result.success) {
    const message = result.error.issues[0]?.message ?? '';
    throw new AppError(isCode(message) ? message : 'INVALID_INPUT');
  }
  if (!canPrint(result.data.name)) throw new AppError('NAME_GLYPH');
  return result.data;
}
