// Form tokens (double submit, bound to the browser's own cookie) against forged requests.
import { type SerializeOptions, serialize } from 'cookie';
import { doubleCsrf } from 'csrf-csrf';
import type { Request, Response } from 'express';
import { AppError } from '../core/app-error.ts';
import { type RandomSource, randomToken } from '../core/random.ts';
import { COOKIES } from './visitor.ts';

export interface VisitorsToken {
  token: string;
  setCookies: string[];
}

export interface Csrf {
  /** The token for this page's forms; sets the cookies that it is bound to. */
  token(request: Request, response: Response): string;
  /** The token that this request's page was given; undefined when it had none. */
  givenTo(request: Request): string | undefined;
  /** The same as `token` for whoever has these cookies, with the lines that set what is new. */
  tokenOfVisitor(cookies: Record<string, string | undefined>): VisitorsToken;
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
    cookieName: COOKIES.form,
    cookieOptions: { sameSite: 'lax', path: '/', secure, httpOnly: true },
    getCsrfTokenFromRequest: sentToken,
  });
  const given = new WeakMap<Request, string>();
  const token = (request: Request, response: Response): string => {
    if (!browserOf(request)) {
      const value = randomToken(random, 16);
      request.cookies[COOKIES.browser] = value;
      response.cookie(COOKIES.browser, value, { httpOnly: true, sameSite: 'lax', secure });
    }
    const made = generateCsrfToken(request, response);
    given.set(request, made);
    return made;
  };
  return {
    token,
    givenTo: (request) => given.get(request),
    tokenOfVisitor(cookies) {
      const setCookies: string[] = [];
      const cookie = (name: string, value: string, options: SerializeOptions) =>
        setCookies.push(serialize(name, value, { path: '/', ...options }));
      // Of a request and a response the token needs no more than their cookies.
      const request = { cookies: { ...cookies } } as Request;
      return { token: token(request, { cookie } as unknown as Response), setCookies };
    },
    check(request) {
      if (!browserOf(request) || !validateRequest(request)) throw new AppError('CSRF_INVALID');
    },
  };
}
