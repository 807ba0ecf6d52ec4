// What a staff account's login, name and password may look like.
import { AppError } from '../core/app-error.ts';
import { NAME_MAX } from '../protocol/limits.ts';

/** Shortest password, in characters (NIST SP 800-63B asks 8; staff hold the whole event). */
export const PASSWORD_MIN = 12;
/** Longest password, so that a hash costs the same for everybody. */
export const PASSWORD_MAX = 200;
const LOGIN = /^[a-z0-9](?:[a-z0-9._@+-]{1,62})[a-z0-9]$/;
// Control and invisible formatting characters could make two names look alike in the audit.
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** The login in its stored form: trimmed, lower-case, NFKC. Throws LOGIN_FORMAT. */
export function parseLogin(typed: string): string {
  const login = normalizeLogin(typed);
  if (!LOGIN.test(login) || typed.trim().length > 64) throw new AppError('LOGIN_FORMAT');
  return login;
}

/** The same form without a check, for looking up and counting attempts. */
export const normalizeLogin = (typed: string): string =>
  typed.normalize('NFKC').trim().toLowerCase().slice(0, 64);

/** The name trimmed, inner spaces single. Throws NAME_EMPTY, NAME_TOO_LONG, NAME_CONTROL_CHARACTERS. */
export function parseStaffName(typed: string): string {
  const name = typed.normalize('NFC').trim().replace(/ +/g, ' ');
  if (name === '') throw new AppError('NAME_EMPTY');
  if ([...name].length > NAME_MAX) throw new AppError('NAME_TOO_LONG', { max: NAME_MAX });
  if (CONTROL.test(name)) throw new AppError('NAME_CONTROL_CHARACTERS');
  return name;
}

/** Throws PASSWORD_SHORT below 12 characters; any character counts. */
export function checkPassword(password: string): void {
  if ([...password].length < PASSWORD_MIN) {
    throw new AppError('PASSWORD_SHORT', { min: PASSWORD_MIN });
  }
}
