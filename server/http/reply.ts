// What a handler answers with: a value that says page, JSON, redirect or file; the router sends it.

/** A cookie to set (value) or to clear (null); SameSite=Lax, and HttpOnly unless it is `open`. */
export interface CookieChange {
  name: string;
  value: string | null;
  seconds?: number;
  /** The page's script may read and change it: a mere preference, which proves nothing. */
  open?: boolean;
}

interface Common {
  status?: number;
  cookies?: CookieChange[];
  headers?: Record<string, string>;
}

export interface PageReply extends Common {
  kind: 'page';
  /** templates/pages/<template>.hbs, and the client entry of the same name unless `entry` says. */
  template: string;
  title: string;
  entry?: string | null;
  layout?: string;
  view: object;
  /** Given to the page's script as JSON. */
  data?: object;
  /** Catalogue areas whose `client` texts the page's script needs. */
  texts?: string[];
  /** Id of the session whose campaign's letterhead and colours it bears; else the visitor's. */
  session?: string;
  /** Sent as a Refresh header: for plain pages that hold presence without a script. */
  refreshSeconds?: number;
  /** Where that leads; to the same address unless told. */
  refreshTo?: string;
}
export interface JsonReply extends Common {
  kind: 'json';
  body: unknown;
}
export interface RedirectReply extends Common {
  kind: 'redirect';
  to: string;
}
export interface FileReply extends Common {
  kind: 'file';
  bytes: Buffer;
  type: string;
  /** File name for saving; without it the browser shows the file. */
  name?: string;
}
/** A file that is made while it is sent; cancelled when the caller goes. */
export interface StreamReply extends Common {
  kind: 'stream';
  stream: ReadableStream<Uint8Array>;
  type: string;
  /** File name for saving. */
  name: string;
}
export type Reply = PageReply | JsonReply | RedirectReply | FileReply | StreamReply;

export const page = (reply: Omit<PageReply, 'kind'>): PageReply => ({ kind: 'page', ...reply });
export const json = (body: unknown, rest: Common = {}): JsonReply => ({
  kind: 'json',
  body,
  ...rest,
});
/** 303: the browser follows with GET, so that a reload repeats nothing. */
export const redirect = (to: string, cookies: CookieChange[] = []): RedirectReply => ({
  kind: 'redirect',
  to,
  cookies,
});
export const stream = (reply: Omit<StreamReply, 'kind'>): StreamReply => ({
  kind: 'stream',
  ...reply,
});
export const file = (reply: Omit<FileReply, 'kind'>): FileReply => ({ kind: 'file', ...reply });
