// Why a certificate may be revoked: published with its number, so categories only.

/** In the order in which staff choose. */
export const REVOCATION_REASONS = [
  'name-wrong',
  'office-wrong',
  'minutes-wrong',
  'signature-withdrawn',
  'issued-in-error',
  'other',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];
