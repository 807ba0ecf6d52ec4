// Turns a handler's reply into an HTTP answer; pages get what the layout needs around the view.
import type { CookieOptions, Request, Response } from 'express';
import type { CookieChange, PageReply, Reply } from './reply.ts';
import { sendStream } from './stream-reply.ts';

/** Renders a page with its layout; made in the composition from views, campaign and visitor. */
export type RenderPage = (reply: PageReply, request: Request, response: Response) => string;

/** Gets each page as it is about to be sent, its headers set. */
export type KeepPage = (html: string, response: Response) => void;

const setCookies = (response: Response, cookies: CookieChange[], secure: boolean): void => {
  const common: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  for (const { name, value, seconds, open } of cookies) {
    const kept = { ...common, httpOnly: !open };
    if (value === null) response.clearCookie(name, kept);
    else response.cookie(name, value, seconds ? { ...kept, maxAge: seconds * 1000 } : kept);
  }
};

const sendFile = (response: Response, reply: Extract<Reply, { kind: 'file' }>): void => {
  response.type(reply.type);
  if (reply.name) response.attachment(reply.name).type(reply.type);
  response.send(reply.bytes);
};

/** Sends the reply with its cookies and headers. Pages are never cached: they are personal. Resolves when a
 *  stream is at its end, else at once. */
export async function sendReply(
  reply: Reply,
  request: Request,
  response: Response,
  options: { renderPage: RenderPage; secure: boolean; keepPage?: KeepPage },
): Promise<void> {
  setCookies(response, reply.cookies ?? [], options.secure);
  if (reply.headers) response.set(reply.headers);
  if (reply.kind === 'redirect') {
    response.redirect(reply.status ?? 303, reply.to);
    return;
  }
  response.status(reply.status ?? 200);
  if (!response.getHeader('cache-control')) response.set('cache-control', 'no-store');
  if (reply.kind === 'json') {
    response.json(reply.body);
    return;
  }
  if (reply.kind === 'file') {
    sendFile(response, reply);
    return;
  }
  if (reply.kind === 'stream') return sendStream(response, reply);
  const onward = reply.refreshTo ? `; url=${reply.refreshTo}` : '';
  if (reply.refreshSeconds) response.set('refresh', `${reply.refreshSeconds}${onward}`);
  const html = options.renderPage(reply, request, response);
  response.type('html');
  if (response.statusCode === 200 && !reply.cookies) options.keepPage?.(html, response);
  response.send(html);
}
