// One place where an error becomes an answer: a page for people, problem+json for programs.
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { AppError, isAppError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import { languageOf } from './language.ts';
import { page } from './reply.ts';
import { type RenderPage, sendReply } from './send-reply.ts';
import { COOKIES } from './visitor.ts';

/** The catalogue's sentence for an error: what happened and what to do. */
export type ErrorText = (
  error: AppError,
  language: 'id' | 'en',
) => { title: string; detail: string };

const asAppError = (error: unknown): AppError =>
  isAppError(error) ? error : new AppError('INTERNAL', {}, error);

const isProgram = (request: Request): boolean =>
  request.path.startsWith('/api/') || request.path === '/readyz';

/**
 * Path without what may be a secret: codes of invitations and rooms, links, a certificate's code, what
 * proves a mail or a request to be one's own.
 */
export const safePath = (path: string): string => path.replace(SECRET, '/$1/…');
const SECRET = new RegExp(
  `^/(${[
    ...['u', 'r', 'layar', 'koordinator', 'tautan', 'pulihkan', 'mimbar/masuk', 'takarir/masuk'],
    ...['verifikasi', 'berkas', 'berhenti', 'permohonan-data', 'kendali/pencabutan'],
    ...['api/v1/berhenti', 'api/v1/certificates'],
  ].join('|')})/[^/]+`,
);

/** Answers 404 for whatever no route took. */
export const notFoundHandler: RequestHandler = () => {
  throw new AppError('NOT_FOUND');
};

/** The last handler of the application. Only unforeseen errors are logged as ERROR. */
export function createErrorHandler(options: {
  logger: Logger;
  text: ErrorText;
  renderPage: RenderPage;
  secure: boolean;
}): ErrorRequestHandler {
  return async (caught, request, response, _next) => {
    const error = asAppError(caught);
    if (error.code === 'INTERNAL') {
      const cause = error.cause instanceof Error ? error.cause.stack : String(error.cause);
      options.logger.error({ path: safePath(request.path), cause }, 'Request failed');
    }
    if (response.headersSent) {
      // A stream broke off: nothing but the end of the connection can still tell the caller.
      response.destroy();
      return;
    }
    const { title, detail } = options.text(error, languageOf(request.cookies?.[COOKIES.language]));
    if (error.status === 429) response.set('retry-after', '60');
    if (isProgram(request)) {
      if (error.code === 'NOT_SIGNED_IN') response.set('www-authenticate', 'Bearer realm="ikrar"');
      const body = { type: `urn:ikrar:error:${error.code}`, title, status: error.status, detail };
      response.status(error.status).type('application/problem+json');
      response.send(JSON.stringify({ ...body, code: error.code }));
      return;
    }
    if (error.code === 'NOT_SIGNED_IN' && request.path.startsWith('/kendali')) {
      response.redirect(303, '/masuk');
      return;
    }
    if (error.code === 'SECOND_FACTOR_REQUIRED' && request.method === 'GET') {
      response.redirect(303, '/kendali/saya');
      return;
    }
    const view = { title, detail, code: error.code };
    const reply = page({ template: 'error', title, entry: null, view, status: error.status });
    await sendReply(reply, request, response, options);
  };
}
