// What a name, an acting status, a contact and a PIN may be. Refusals are codes of the table.
import { z } from 'zod';
import type { ErrorCode } from '../protocol/error-codes.ts';
import { CONTACT_MAX, NAME_MAX } from '../protocol/limits.ts';

/** Acting (Plt., Plh., Pj., Pjs.) or representing (a.n.); empty for the holder of the office. */
export const ACTING = ['', 'Plt.', 'Plh.', 'Pj.', 'Pjs.', 'a.n.'] as const;
export type ActingStatus = (typeof ACTING)[number];

const refuse = (code: ErrorCode) => ({ message: code });
/** Control, format, surrogate and unassigned characters: nothing that a name is written with. */
const CONTROL = /\p{C}/u;

/** A person's name: NFC, trimmed, single spaces, 1 to 120 characters, no control characters. */
export const nameSchema = z
  .string(refuse('NAME_EMPTY'))
  .transform((name) => name.normalize('NFC').trim())
  .refine((name) => !CONTROL.test(name), refuse('NAME_CONTROL_CHARACTERS'))
  .transform((name) => name.replace(/\s+/g, ' '))
  .refine((name) => name.length > 0, refuse('NAME_EMPTY'))
  .refine((name) => [...name].length <= NAME_MAX, refuse('NAME_TOO_LONG'));

/** A name with its acting status. */
export const holderNameSchema = z.object({ name: nameSchema, acting: z.enum(ACTING) });

export const pinSchema = z
  .string(refuse('PIN_FORMAT'))
  .trim()
  .regex(/^\d{6}$/, refuse('PIN_FORMAT'));

/** A telephone number or an e-mail address; only for calls on the day. */
export const contactSchema = z
  .string(refuse('CONTACT_INVALID'))
  .trim()
  .min(5, refuse('CONTACT_INVALID'))
  .max(CONTACT_MAX, refuse('CONTACT_INVALID'))
  .refine((text) => !CONTROL.test(text), refuse('CONTACT_INVALID'));

export const registrationInputSchema = z.object({
  name: nameSchema,
  acting: z.enum(ACTING).default(''),
  contact: contactSchema,
  pin: pinSchema,
});
export type RegistrationInput = z.infer<typeof registrationInputSchema>;
