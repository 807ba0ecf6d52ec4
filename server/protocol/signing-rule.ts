// How long a session takes signatures: data of the session, read by its machine.
import { z } from 'zod';

/** Both in minutes. */
export const signingRuleSchema = z.strictObject({
  /** Length of the signing window; null: it is closed by hand only. */
  minutes: z.int().min(1).max(240).nullable(),
  /** How long after the window's end late signatures may be taken; 0: never. */
  lateMinutes: z.int().min(0).max(20_160),
});
export type SigningRule = z.infer<typeof signingRuleSchema>;

export const DEFAULT_SIGNING_RULE: SigningRule = { minutes: 15, lateMinutes: 0 };
