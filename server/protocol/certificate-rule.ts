// Who gets a certificate of participation: data of the session, read when certificates are issued.
import { z } from 'zod';

/**
 * attended: who met the attendance rule. attended-and-signed: who also signed. signed: whoever
 * signed. none: nobody. Who signed always gets the signed declaration: it is their own copy.
 */
export const PARTICIPATION_RULES = ['attended', 'attended-and-signed', 'signed', 'none'] as const;

export const certificateRuleSchema = z.strictObject({ participation: z.enum(PARTICIPATION_RULES) });
export type CertificateRule = z.infer<typeof certificateRuleSchema>;

/** What held before it could be chosen. */
export const DEFAULT_CERTIFICATE_RULE: CertificateRule = { participation: 'attended' };

/** What keeps somebody from the certificate; undefined: they earned it. */
export type NotEarned = 'RULE_NOT_MET' | 'NOT_SIGNED' | 'NOT_GIVEN';

/** Whether somebody earned the certificate of participation. Pure. */
export function participationOf(
  { participation }: CertificateRule,
  { met, signed }: { met: boolean; signed: boolean },
): NotEarned | undefined {
  if (participation === 'none') return 'NOT_GIVEN';
  if (participation !== 'signed' && !met) return 'RULE_NOT_MET';
  return participation !== 'attended' && !signed ? 'NOT_SIGNED' : undefined;
}
