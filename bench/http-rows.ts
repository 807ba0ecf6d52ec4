// Row 11: public pages, as a browser asks for them, against node:http sending the same bytes; and
// for a visitor with a cookie of their own, for whom every page is made anew.
import { request } from 'node:http';
import { median } from './figures.ts';
import type { Bench } from './groups.ts';
import { untilIdle } from './join-rows.ts';
import type { HttpLoad, Prepared } from './messages.ts';
import { judge, type Row, short, spreadOf } from './table.ts';

const BROWSER = { 'accept-encoding': 'gzip, deflate, br', accept: 'text/html' };
/** Says nothing about who asks, but is a visitor's own: no page of it is shared. */
const OWN = { ...BROWSER, cookie: 'ikrar_undangan=-' };

/** Of these node:http takes care on both sides. */
const OF_THE_TRANSFER = ['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding'];

interface Answer {
  body: Buffer;
  headers: Record<string, string>;
}

const fetchRaw = (url: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(url, { headers: BROWSER }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        const headers = Object.entries(response.headers).flatMap(([name, value]) =>
          typeof value === 'string' && !OF_THE_TRANSFER.includes(name) ? [[name, value]] : [],
        );
        resolve({ body: Buffer.concat(chunks), headers: Object.fromEntries(headers) });
      });
    })
      .once('error', reject)
      .end();
  });

/** Row 11, for the front page and the national board. */
export async function httpRows(bench: Bench): Promise<Row[]> {
  const { server } = bench;
  const { url, session } = await server.ask<Prepared>({ kind: 'prepare', officials: 1_000 });
  await untilIdle(bench);
  return [
    ...(await pageRows(bench, 'the front page', `${url}/`)),
    ...(await pageRows(bench, 'the national board', `${url}/papan/${session}`)),
  ];
}

async function pageRows(bench: Bench, name: string, url: string): Promise<Row[]> {
  const { server, load, scale, say } = bench;
  await fetchRaw(url);
  const { body, headers } = await fetchRaw(url);
  const same = await server.ask<string>({ kind: 'serve', body, headers });
  const rates: Record<'node' | 'product' | 'own', number[]> = { node: [], product: [], own: [] };
  const seconds = scale.httpSeconds;
  const measure = async (way: keyof typeof rates, address: string, asked: object) => {
    const order = { kind: 'http', url: address, headers: { ...asked }, seconds } as const;
    const { requests, seconds: lasted, status } = await load.ask<HttpLoad>(order);
    if (status !== 200) throw new Error(`${address}: HTTP ${status}`);
    rates[way].push(requests / lasted);
  };
  for (let round = 0; round < scale.rounds; round++) {
    await measure('node', same, BROWSER);
    await measure('product', url, BROWSER);
    await measure('own', url, OWN);
  }
  say([`11  ${name}, ${body.byteLength} bytes: ${JSON.stringify(rates)}`]);
  const row = (what: string, way: 'product' | 'own', off: boolean) => {
    const ratio = median(rates[way]) / median(rates.node);
    const cells = {
      row: '11',
      what,
      product: `${short(median(rates[way]))}/s`,
      baseline: `${short(median(rates.node))}/s`,
      ratio: `${short(ratio)} x`,
      spread: `${spreadOf(rates[way])}/s`,
    };
    return judge(cells, ratio, { least: 0.5, unit: ' x' }, off);
  };
  return [
    row(`${name} (${short(body.byteLength / 1024)} KiB) against node:http`, 'product', false),
    row('the same, rendered for each request', 'own', true),
  ];
}
