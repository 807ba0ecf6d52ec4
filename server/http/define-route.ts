// A route as a record: who may call it, what it takes, what it does. `access` is required.
import type { z } from 'zod';
import type { ApiFacts } from './api-facts.ts';
import type { Language } from './language.ts';
import type { Program } from './programs.ts';
import type { Reply } from './reply.ts';
import type { Scope } from './scopes.ts';
import type { Visitor } from './visitor.ts';

/**
 * public: anybody. official: a registered official. room: a shared room's screen. coordinator: a
 * region's coordinator. lectern: a speaker's or reader's link. captioner: a stenographer's link.
 * staff: who has a role in the request's campaign; to change something, a host's or an owner's.
 * host: the same to read too, where what is read holds codes or links that let others act.
 * moderator: a moderator, host or owner. owner: an owner, and an auditor to read. self: any
 * signed-in member of staff, about their own account. machine: a bearer token of the route's scope.
 * signed: whoever signed the body; the handler checks the signature before it reads anything.
 */
export type Access =
  | 'public'
  | 'official'
  | 'room'
  | 'coordinator'
  | 'lectern'
  | 'captioner'
  | 'staff'
  | 'host'
  | 'moderator'
  | 'owner'
  | 'self'
  | 'machine'
  | 'signed';

/**
 * form: URL-encoded or JSON, checked by the schema. pdf: raw bytes. upload: multipart, one file.
 * sheet: the same for a contact file of 20 MB; table: such a file as raw bytes. raw: a small body as
 * it came, for one that is signed. A route of staff that takes a file names its session or campaign
 * in its path: access is checked before the file is read.
 */
export type BodyKind = 'form' | 'pdf' | 'upload' | 'sheet' | 'table' | 'raw';

/** An uploaded file, held in memory only. */
export interface Upload {
  bytes: Buffer;
  name: string;
}

interface Schemas {
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
}
type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a handler gets: parsed input and who asks. */
export interface RouteContext<S extends Schemas = Schemas> {
  params: Output<S['params']>;
  query: Output<S['query']>;
  body: Output<S['body']>;
  /** The raw body (`pdf`, `table`, `raw`) or the uploaded file (`upload`, `sheet`). */
  upload: Upload | undefined;
  visitor: Visitor;
  /** For `machine`: who asks. */
  program: Program | undefined;
  language: Language;
  /** The caller's address, proxies taken into account; for limits and the audit. */
  address: string;
  /** The header of that name, for signed bodies. */
  authorization: string | undefined;
  /** What the browser calls itself; for the list of one's own sign-ins. */
  userAgent: string;
}

export interface Route<S extends Schemas = Schemas> {
  method: 'get' | 'post';
  path: string;
  access: Access;
  /**
   * Where staff need their role: in the campaigns that the request names (the default), in any of
   * theirs, or in all. A route that says `any` checks what it touches itself.
   */
  reach?: 'campaign' | 'any' | 'platform';
  /** For `machine`: what a token must have been given; without it only this machine's own counts. */
  scope?: Scope;
  input: S;
  bodyKind?: BodyKind;
  /** What the document of the API says of it; every path below /api has one. */
  api?: ApiFacts;
  handle: (context: RouteContext<S>) => Promise<Reply> | Reply;
  /**
   * For a public page that shows everybody the same: names what it shows (versions), so that the
   * page may be sent to others while that is so. undefined: this one is not to be shared.
   */
  shared?: (context: RouteContext<S>) => string | undefined;
}

/** A route whose input types are forgotten, as the router keeps them in one list. */
export type AnyRoute = Omit<Route, 'handle' | 'shared'> & {
  // Each route parses with its own schemas before its handler runs, so the list may forget them.
  handle: (context: never) => Promise<Reply> | Reply;
  shared?: (context: never) => string | undefined;
};

/**
 * Declares a route. A bad path parameter answers 404, a bad query or body 400; pages get a page,
 * paths under /api get problem+json (RFC 9457).
 */
export const defineRoute = <S extends Schemas>(route: Route<S>): AnyRoute => route;
