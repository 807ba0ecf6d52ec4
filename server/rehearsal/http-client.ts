// Plain HTTP for a thousand officials from one process: kept-alive connections, cookies,
// redirects followed as a browser follows them. Nothing of the server is known but its address.
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { CookieJar } from './cookie-jar.ts';

export interface HttpAnswer {
  status: number;
  /** The address that answered in the end, after redirects. */
  url: URL;
  text: string;
}

export interface HttpCall {
  method?: 'GET' | 'POST';
  /** Sent URL-encoded, as a form is. */
  form?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  bearer?: string;
  jar?: CookieJar;
}

export interface HttpClient {
  /** Calls `path` (relative to the site or whole) and follows redirects, at most ten. */
  call(path: string, call?: HttpCall): Promise<HttpAnswer>;
  close(): void;
}

const CONNECTIONS = 64;
const TIMEOUT_MS = 60_000;
const REDIRECTS_MAX = 10;

const bodyOf = (call: HttpCall): { type: string; text: string } | undefined => {
  if (call.form) {
    const text = new URLSearchParams(call.form).toString();
    return { type: 'application/x-www-form-urlencoded', text };
  }
  if (call.json === undefined) return undefined;
  return { type: 'application/json', text: JSON.stringify(call.json) };
};

const headersOf = (call: HttpCall, body: ReturnType<typeof bodyOf>): Record<string, string> => {
  const cookie = call.jar?.header() ?? '';
  return {
    accept: call.json === undefined && !call.bearer ? 'text/html' : 'application/json',
    ...(cookie && { cookie }),
    ...(call.bearer && { authorization: `Bearer ${call.bearer}` }),
    ...(body && { 'content-type': body.type, 'content-length': `${Buffer.byteLength(body.text)}` }),
  };
};

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const isReset = (cause: Error): boolean => 'code' in cause && cause.code === 'ECONNRESET';

/** Says in the operator's language that nobody listens; other causes speak for themselves. */
const explainFailure = (cause: Error, { origin }: URL): Error =>
  'code' in cause && cause.code === 'ECONNREFUSED'
    ? new Error(`Tidak ada server yang menjawab di ${origin}. Jalankan npm start dahulu.`, {
        cause,
      })
    : cause;

/** A client of one site; `close` ends its connections. */
export function createHttpClient(base: string): HttpClient {
  const root = new URL(base);
  const isSecure = root.protocol === 'https:';
  const options = { keepAlive: true, maxSockets: CONNECTIONS };
  const agent = isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  const send = isSecure ? httpsRequest : httpRequest;

  const once = (url: URL, call: HttpCall): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const body = bodyOf(call);
      const method = call.method ?? 'GET';
      const headers = headersOf(call, body);
      const request = send(url, { agent, method, headers, timeout: TIMEOUT_MS }, resolve);
      request.once('timeout', () => request.destroy(new Error('No answer within 60 s')));
      request.once('error', (cause) => {
        // The server closed an idle connection just as we used it again: browsers ask once more.
        if (request.reusedSocket && isReset(cause)) once(url, call).then(resolve, reject);
        else reject(explainFailure(cause, root));
      });
      request.end(body?.text);
    });

  return {
    async call(path, first = {}) {
      let url = new URL(path, root);
      let call = first;
      for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
        const response = await once(url, call);
        const text = await readText(response);
        call.jar?.store(response.headers['set-cookie']);
        const status = response.statusCode ?? 0;
        const { location } = response.headers;
        if (status < 300 || status >= 400 || location === undefined) return { status, url, text };
        url = new URL(location, url);
        // After 303, and as browsers do after 301 and 302, the next step is a plain GET.
        call = first.jar ? { jar: first.jar } : {};
      }
      throw new Error('Too many redirects');
    },
    close: () => agent.destroy(),
  };
}
