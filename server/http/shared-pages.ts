// Public pages that look the same to everybody are made once and sent to all who ask within a
// second, past the whole middleware. Only the form's token is each visitor's own: it is set into
// the finished page. Whoever is signed in, or on the way in, never gets one.
import type {
  IncomingHttpHeaders,
  IncomingMessage,
  OutgoingHttpHeaders,
  ServerResponse,
} from 'node:http';
import { parseCookie } from 'cookie';
import type { Clock } from '../core/clock.ts';
import type { Csrf } from './csrf.ts';
import { languageOf } from './language.ts';
import { createTokenPage, type TokenPage } from './token-page.ts';
import { COOKIES } from './visitor.ts';

/** A page that has just been made for a visitor without an identity. */
export interface FinishedPage {
  /** The address as it was asked for, with its query. */
  url: string;
  cookies: Record<string, string | undefined>;
  html: string;
  /** The form token that is in it. */
  token: string;
  headers: OutgoingHttpHeaders;
  /** The route's pattern, for the metrics. */
  route: string;
  /** What `version` said before the page was made: what came meanwhile may be in it or not. */
  madeOf: string;
  /** Names what such a page shows at the moment; undefined: it is not to be shared any more. */
  version: () => string | undefined;
}

export interface SharedPages {
  /** Keeps a page, if it may be shared. */
  keep(page: FinishedPage): void;
  /** Answers from a kept page; undefined when the ordinary way must answer, else its route. */
  answer(request: IncomingMessage, response: ServerResponse): string | undefined;
}

interface Kept {
  page: TokenPage;
  headers: OutgoingHttpHeaders;
  route: string;
  madeAt: number;
  madeOf: string;
  version: () => string | undefined;
}

/** Clocks and countdowns in a page are at most this old. */
const LIFETIME_MS = 1_000;
const PAGES_MAX = 100;

/** Cookies that say nothing about who asks; any other one of ours means a page of their own. */
const HARMLESS: string[] = [COOKIES.language, COOKIES.browser, COOKIES.form];
const isAnonymous = (cookies: Record<string, string | undefined>): boolean =>
  Object.keys(cookies).every((name) => !name.startsWith('ikrar_') || HARMLESS.includes(name));

const keyOf = (url: string, cookies: Record<string, string | undefined>): string =>
  `${languageOf(cookies[COOKIES.language])} ${url}`;

const takesGzip = ({ 'accept-encoding': accepted }: IncomingHttpHeaders): boolean =>
  typeof accepted === 'string' && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accepted);

/** Nothing is kept at first. */
export function createSharedPages(options: { clock: Clock; csrf: Csrf }): SharedPages {
  const { clock, csrf } = options;
  const pages = new Map<string, Kept>();
  const now = () => clock.now().getTime();
  const isFresh = ({ madeAt, madeOf, version }: Kept): boolean =>
    Math.abs(now() - madeAt) < LIFETIME_MS && version() === madeOf;

  return {
    keep({ url, cookies, html, token, headers, route, madeOf, version }) {
      // An address with a query is seldom asked for twice.
      if (url.includes('?') || !isAnonymous(cookies)) return;
      const key = keyOf(url, cookies);
      pages.delete(key);
      const page = createTokenPage(html, token);
      pages.set(key, { page, headers, route, madeAt: now(), madeOf, version });
      const [oldest] = pages.keys();
      if (pages.size > PAGES_MAX && oldest !== undefined) pages.delete(oldest);
    },
    answer(request, response) {
      if (request.method !== 'GET' || pages.size === 0) return undefined;
      const cookies = parseCookie(request.headers.cookie ?? '');
      if (!isAnonymous(cookies)) return undefined;
      const kept = pages.get(keyOf(request.url ?? '', cookies));
      if (!kept || !isFresh(kept)) return undefined;
      const { token, setCookies } = csrf.tokenOfVisitor(cookies);
      const gzip = takesGzip(request.headers);
      const body = gzip ? kept.page.gzip(token) : kept.page.plain(token);
      response.writeHead(200, {
        ...kept.headers,
        ...(gzip && { 'content-encoding': 'gzip' }),
        ...(setCookies.length > 0 && { 'set-cookie': setCookies }),
        vary: 'Accept-Encoding, Cookie',
        'content-length': body.byteLength,
      });
      response.end(body);
      return kept.route;
    },
  };
}
