// Mounts route records on Express: body, parse, access, handle, send, in this order for all.
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import { requireAccess } from './access.ts';
import { strictly } from './api-facts.ts';
import { bodyReaders } from './body.ts';
import type { Csrf } from './csrf.ts';
import type { AnyRoute, BodyKind, RouteContext, Upload } from './define-route.ts';
import { createFileTurns, type FileTurns } from './file-turns.ts';
import { languageOf } from './language.ts';
import type { FindProgram, Program } from './programs.ts';
import { type KeepPage, type RenderPage, sendReply } from './send-reply.ts';
import type { SharedPages } from './shared-pages.ts';
import { EVERYWHERE, roleAnywhere, roleInAll } from './staff-roles.ts';
import {
  COOKIES,
  type FindStaff,
  readVisitor,
  type Visitor,
  type VisitorTokens,
} from './visitor.ts';

export interface RouterServices {
  tokens: VisitorTokens;
  findStaff: FindStaff;
  csrf: Csrf;
  renderPage: RenderPage;
  secure: boolean;
  /** Where public pages are kept for the next ones who ask; without it every page is made anew. */
  sharedPages?: SharedPages;
  /** Who asks with a bearer token: this machine, or a member of staff's program. */
  findProgram: FindProgram;
  /** How long a file may take to arrive; shorter for tests. */
  readMs?: number;
  /** Ids of the campaigns that a request is about; without it staff need their role in all. */
  campaignsOf?: CampaignsOf;
}

/** A request's own words, as its route's handler reads them. */
export interface RequestWords {
  params: unknown;
  query: unknown;
  body: unknown;
}
export type CampaignsOf = (words: RequestWords) => Promise<readonly string[]>;

const parse = (
  schema: z.ZodType | undefined,
  value: unknown,
  error: 'NOT_FOUND' | 'INVALID_INPUT',
) => {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  // A schema may name the code of its refusal as its message (see registrations-input.ts).
  throw refusalOf(issue?.message) ?? new AppError(error, { field: issue?.path.join('.') ?? '' });
};

const CODE = /^[A-Z_]+$/;
const refusalOf = (message: string | undefined): AppError | undefined =>
  message && CODE.test(message)
    ? // The schema's author wrote a code of the table; an unknown one fails in the rules test.
      new AppError(message as ConstructorParameters<typeof AppError>[0])
    : undefined;

const uploadOf = (request: Request): Upload | undefined => {
  if (request.file) return { bytes: request.file.buffer, name: request.file.originalname };
  if (Buffer.isBuffer(request.body)) return { bytes: request.body, name: '' };
  return undefined;
};

/** Who asks; throws when they may not call the route. */
async function admit(
  route: AnyRoute,
  request: Request,
  services: RouterServices,
): Promise<{ visitor: Visitor; program: Program | undefined }> {
  const visitor = await visitorFor(route, request, services);
  visitors.set(request, visitor);
  const program =
    route.access === 'machine' ? await programFor(route, request, services) : undefined;
  requireAccess(route, visitor, program !== undefined);
  return { visitor, program };
}

const programFor = async (route: AnyRoute, request: Request, services: RouterServices) => {
  const campaigns = route.reach === 'any' ? undefined : await campaignsIn(route, request, services);
  return services.findProgram(request.headers.authorization, { scope: route.scope, campaigns });
};

async function contextOf(
  route: AnyRoute,
  request: Request,
  services: RouterServices,
): Promise<RouteContext> {
  const { authorization } = request.headers;
  const { visitor, program } = await admit(route, request, services);
  const isForm = route.method === 'post' && !Buffer.isBuffer(request.body);
  return {
    params: parse(route.input.params, request.params, 'NOT_FOUND'),
    query: parse(route.input.query, request.query, 'INVALID_INPUT'),
    body: isForm ? parse(route.input.body, request.body ?? {}, 'INVALID_INPUT') : undefined,
    upload: uploadOf(request),
    visitor,
    program,
    language: languageOf(request.cookies[COOKIES.language]),
    address: request.ip ?? '',
    authorization,
    userAgent: request.headers['user-agent'] ?? '',
  };
}

/**
 * What a handler gets of it: a word that no schema names says nothing about the request, else it
 * could name a campaign in place of the one that the handler falls back to. What does not parse is
 * refused after access was checked.
 */
const wordsFor = (schema: z.ZodType | undefined, value: unknown): unknown => {
  if (!schema) return {};
  const result = schema.safeParse(value);
  return result.success ? result.data : value;
};

const campaignsIn = async (
  { reach, input }: AnyRoute,
  { params, query, body }: Request,
  { campaignsOf }: RouterServices,
): Promise<readonly string[]> =>
  reach === 'platform' || !campaignsOf
    ? [EVERYWHERE]
    : campaignsOf({
        params: wordsFor(input.params, params),
        query: wordsFor(input.query, query),
        body: wordsFor(input.body, body),
      });

/** Who asks, with the role that counts for this very request. */
async function visitorFor(
  route: AnyRoute,
  request: Request,
  services: RouterServices,
): Promise<Visitor> {
  const visitor = await readVisitor(request.cookies, services.tokens, services.findStaff);
  const { staff, ...others } = visitor;
  if (!staff) return visitor;
  const role =
    route.reach === 'any'
      ? roleAnywhere(staff.grants)
      : roleInAll(staff.grants, await campaignsIn(route, request, services));
  // What is open to everybody opens no more to staff of another campaign.
  const isElsewhere = role === null || staff.mustAddFactor;
  const isOpen = route.access === 'public' && route.reach !== 'any';
  return isElsewhere && isOpen ? others : { ...others, staff: { ...staff, role } };
}

/** The visitor of a request whose route has been entered; used by the layout. */
const visitors = new WeakMap<Request, RouteContext['visitor']>();
export const visitorOf = (request: Request): RouteContext['visitor'] => visitors.get(request) ?? {};

/** What keeps a public page for others; undefined where it is not to be shared. Made before it. */
const keeperOf = (
  route: AnyRoute,
  context: RouteContext,
  request: Request,
  { sharedPages, csrf }: RouterServices,
): KeepPage | undefined => {
  const { shared } = route;
  // The context was parsed by this very route's schemas.
  const version = () => shared?.(context as never);
  const madeOf = version();
  if (!sharedPages || madeOf === undefined) return undefined;
  return (html, response) => {
    // Its own cookies are nobody else's; all other headers go with the page.
    const { 'set-cookie': _own, vary: _vary, ...headers } = response.getHeaders();
    const token = csrf.givenTo(request) ?? '';
    const { originalUrl: url, cookies } = request;
    sharedPages.keep({ url, cookies, html, token, headers, route: route.path, madeOf, version });
  };
};

const runner =
  (route: AnyRoute, services: RouterServices): RequestHandler =>
  async (request: Request, response: Response) => {
    if (route.method === 'post' && !route.path.startsWith('/api/')) services.csrf.check(request);
    const context = await contextOf(route, request, services);
    const keepPage = keeperOf(route, context, request, services);
    // The context was parsed by this very route's schemas.
    const reply = await route.handle(context as never);
    const { renderPage, secure } = services;
    await sendReply(reply, request, response, {
      renderPage,
      secure,
      ...(keepPage && { keepPage }),
    });
  };

/** Who may not call the route is told so before a file of theirs is read. */
const refuseEarly =
  (route: AnyRoute, services: RouterServices): RequestHandler =>
  async (request: Request, _response, next) => {
    await admit(route, request, services);
    next();
  };

/** Files at once by kind: a sheet takes several times its 20 MB while it is unpacked, a PDF its 10. */
const FILES_AT_ONCE = { sheets: 3, papers: 40 };
/** Longest time that a file may take to arrive; few sheets have a place, and theirs are staff's. */
const READ_MS = { sheets: 60_000, papers: 120_000 };
const KINDS: Partial<Record<BodyKind, keyof typeof FILES_AT_ONCE>> = {
  sheet: 'sheets',
  table: 'sheets',
  upload: 'papers',
  pdf: 'papers',
};
type Turns = Record<keyof typeof FILES_AT_ONCE, FileTurns>;

const handlersOf = (route: AnyRoute, services: RouterServices, turns: Turns): RequestHandler[] => {
  const run = runner(route, services);
  if (route.method !== 'post') return [run];
  const { bodyKind = 'form' } = route;
  const readers = bodyReaders(bodyKind);
  if (bodyKind === 'form') return [...readers, run];
  const kind = KINDS[bodyKind];
  const early = refuseEarly(route, services);
  if (!kind) return [early, ...readers, run];
  const { enter, within, during } = turns[kind];
  return [early, enter, ...readers.map(within), during(run)];
};

/** An Express router of all routes; errors go on to the error handler. */
export function createRouter(routes: AnyRoute[], services: RouterServices): Router {
  const router = Router({ caseSensitive: true });
  const turnsOf = (kind: keyof Turns) =>
    createFileTurns({ most: FILES_AT_ONCE[kind], readMs: services.readMs ?? READ_MS[kind] });
  const turns = { sheets: turnsOf('sheets'), papers: turnsOf('papers') };
  for (const route of routes.map(strictly)) {
    router[route.method](route.path, ...handlersOf(route, services, turns));
  }
  return router;
}
