// Form tokens (double submit, bound to the browser's own cookie) against forged requests.
import { doubleCsrf } from 'csrf-csrf';
import type { Request, Response } from 'express';
import { AppError } from '../core/app-error.ts';
import { type RandomSource, randomToken } from '../core/random.ts';
import { COOKIES } from './visitor.ts';

export interface Csrf {
  /** The token for this page's forms; sets the cookies that it is bound to. */
  token(request: Request, response: Response): string;
  /** Throws CSRF_INVALID unless the body's `_csrf` (or X-CSRF-Token) fits the cookies. */
  check(request: Request): void;
}

const browserOf = (request: Request): string => String(request.cookies?.[COOKIES.browser] ?? '');

const sentToken = (request: Request): string => {
  const header = request.headers['x-csrf-token'];
  const body: unknown = request.body;
  const field =
    typeof body === 'object' && body !== null && '_csrf' in body ? body._csrf : undefined;
  return String(field ?? header ?? '');
};

/** `secure` marks the cookies for HTTPS only. */
export function createCsrf(options: {
  secret: Buffer;
  secure: boolean;
  random: RandomSource;
}): Csrf {
  const { secure, random } = options;
  const { generateCsrfToken, validateRequest } = doubleCsrf({
    getSecret: () => options.secret.toString('hex'),
    getSessionIdentifier: browserOf,
    cookieName: 'ikrar_formulir',
    cookieOptions: { sameSite: 'lax', path: '/', secure, httpOnly: true },
    getCsrfTokenFromRequest: sentToken,
  });
  return {
    token(request, response) {
      if (!browserOf(request)) {
        const value = randomToken(random, 16);
        request.cookies[COOKIES.browser] = value;
        response.cookie(COOKIES.browser, value, { httpOnly: true, sameSite: 'lax', secure });
      }
      return generateCsrfToken(request, response);
    },
    check(request) {
      if (!browserOf(request) || !validateRequest(request)) throw new AppError('CSRF_INVALID');
    },
  };
}
