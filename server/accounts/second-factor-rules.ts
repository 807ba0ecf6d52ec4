// Codes of a second factor: time-based ones (RFC 6238) by `otpauth`, and recovery codes. Pure.
import { Secret, TOTP } from 'otpauth';
import type { RandomSource } from '../core/random.ts';
import type { Account } from './account-model.ts';

/** Seconds that one code lasts. */
export const STEP_SECONDS = 30;
/** Steps that a clock may be off, to either side. */
const DRIFT_STEPS = 1;
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
// 32 letters and digits without 0, 1, I and O: 5 bits each, 60 in a code.
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const RECOVERY_LENGTH = 12;

/** Whether an account may do nothing but add a second factor. */
export type MustAddFactor = (account: Pick<Account, 'grants' | 'secondFactor'>) => boolean;

/** Owners, of one campaign or of all, where the platform asks it of them. */
export const mustAddFactorWhere =
  (ownersNeedFactor: boolean): MustAddFactor =>
  ({ grants, secondFactor }) =>
    ownersNeedFactor && !secondFactor && grants.some(({ role }) => role === 'owner');

const totp = (secret: string, label = '') =>
  new TOTP({ issuer: 'Ikrar', label, secret: Secret.fromBase32(secret), period: STEP_SECONDS });

/** A new secret, in base 32. */
export const newTotpSecret = (random: RandomSource): string =>
  new Secret({ buffer: new Uint8Array(random(SECRET_BYTES)).buffer }).base32;

/** The address that an authenticator scans. */
export const totpAddress = (secret: string, login: string): string =>
  totp(secret, login).toString();

/** The secret for typing: groups of four. */
export const readableSecret = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ');

/** The time step that a six-digit code belongs to, within the drift; undefined for a wrong one. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime();
  const delta = totp(secret).validate({ token: code, timestamp, window: DRIFT_STEPS });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / STEP_SECONDS) + delta;
}

/** Ten codes for the day when the device is lost, as they are printed: XXXX-XXXX-XXXX. */
export const newRecoveryCodes = (random: RandomSource): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    [...random(RECOVERY_LENGTH)]
      .map((byte) => ALPHABET[byte % ALPHABET.length] ?? '')
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );

/** What was typed, as it is compared: letters and digits, upper-case. */
export const plainCode = (typed: string): string =>
  typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').slice(0, 40);

export const isTotpCode = (plain: string): boolean => /^\d{6}$/.test(plain);
export const isRecoveryCode = (plain: string): boolean => /^[A-HJ-NP-Z2-9]{12}$/.test(plain);
