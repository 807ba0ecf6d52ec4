// A browser without a window: cookies, redirects, and forms sent with the hidden fields they hold.
import { createCookieJar } from '../../server/rehearsal/cookie-jar.ts';
import { findForms } from '../../server/rehearsal/form-fields.ts';
import { createHttpClient, type HttpAnswer } from '../../server/rehearsal/http-client.ts';

export interface TestBrowser {
  open(path: string): Promise<HttpAnswer>;
  /** Opens `page`, fills the form whose action is `action` (or the only one) and sends it. */
  submit(
    page: string,
    fields: Record<string, string>,
    options?: { action?: string; where?: Record<string, string> },
  ): Promise<HttpAnswer>;
  /** Posts fields as they are, without a page's hidden ones. */
  post(path: string, fields: Record<string, string>): Promise<HttpAnswer>;
  cookies(): string;
  close(): void;
}

/** The form token of a page, for what is posted without its form. */
export function formTokenIn(html: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1];
  if (!token) throw new Error('The page has no form');
  return token;
}

/** A new visitor of the site at `url`. */
export function createTestBrowser(url: string): TestBrowser {
  const client = createHttpClient(url);
  const jar = createCookieJar();
  const post = (path: string, form: Record<string, string>) =>
    client.call(path, { method: 'POST', form, jar });
  return {
    open: (path) => client.call(path, { jar }),
    post,
    async submit(page, fields, { action, where = {} } = {}) {
      const answer = await client.call(page, { jar });
      const form = findForms(answer.text).find(
        (found) =>
          found.method === 'post' &&
          (action === undefined || found.action === action) &&
          Object.entries(where).every(([name, value]) => found.hidden[name] === value),
      );
      if (!form) throw new Error(`${page} (${answer.status}) has no such form: ${action ?? 'any'}`);
      return post(form.action ?? page, { ...form.hidden, ...fields });
    },
    cookies: () => jar.header(),
    close: () => client.close(),
  };
}
