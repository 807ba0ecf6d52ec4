// The check-in forms as they were typed, and their refusals field by field.
import { z } from 'zod';
import { errorStatus } from '../protocol/error-codes.ts';
import { MODES } from '../protocol/follow-modes.ts';
import { pinSchema, registrationInputSchema } from '../registrations/index.ts';

const typed = z.string().max(2_000).catch('').default('');

/** What was typed, before any rule: a form that is shown again keeps it. */
export const checkInBody = z.object({
  ...{ name: typed, acting: typed, contact: typed, pin: typed },
  /** Version of the notice on personal data that the form showed. */
  notice: z.coerce.number().int().min(0).catch(0).default(0),
  /** How they follow; a preference, which is never a reason to refuse. */
  mode: z.enum(MODES).optional().catch(undefined),
});
export type CheckInBody = z.infer<typeof checkInBody>;
export const pinBody = z.object({ pin: typed });

/** A refused field: `code` is a code of the table, `field` the form's name for it. */
export interface FieldError {
  field: Exclude<keyof CheckInBody, 'notice'>;
  code: string;
}

type Checked = z.infer<typeof registrationInputSchema>;

const FIELDS = ['name', 'acting', 'contact', 'pin'] as const;

const errorsOf = (error: z.ZodError): FieldError[] =>
  FIELDS.flatMap((field) => {
    const issue = error.issues.find(({ path }) => path[0] === field || path.length === 0);
    if (!issue) return [];
    return [{ field, code: issue.message in errorStatus ? issue.message : 'INVALID_INPUT' }];
  });

/** The registration's input, or every field's first refusal. `canPrint` decides about glyphs. */
export function checkRegistration(
  body: CheckInBody,
  canPrint: (name: string) => boolean,
): { input: Checked } | { errors: FieldError[] } {
  const result = registrationInputSchema.safeParse(body);
  if (!result.success) return { errors: errorsOf(result.error) };
  if (!canPrint(result.data.name)) return { errors: [{ field: 'name', code: 'NAME_GLYPH' }] };
  return { input: result.data };
}

/** The PIN, or its refusal. */
export function checkPin(pin: string): { pin: string } | { errors: FieldError[] } {
  const result = pinSchema.safeParse(pin);
  return result.success ? { pin: result.data } : { errors: [{ field: 'pin', code: 'PIN_FORMAT' }] };
}
