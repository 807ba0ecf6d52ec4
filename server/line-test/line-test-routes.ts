// The page /uji-sambungan, for anybody; what a test asks for is limited by address and in all.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { RandomSource } from '../core/random.ts';
import type { LivekitEngine } from '../embedded/livekit-engine.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import type { RateLimit } from '../http/rate-limits.ts';
import { file, json, page } from '../http/reply.ts';
import type { Visitor } from '../http/visitor.ts';
import { LINE_TESTS, SPEED_SAMPLES } from '../protocol/line-test.ts';
import { openLineTest, type TicketSigner } from './line-test-access.ts';
import { presentLineTest } from './line-test-presenter.ts';

export interface LineTestServices {
  engine: Pick<LivekitEngine, 'status' | 'connection'>;
  tickets: TicketSigner;
  /** Tests and downloads of one address, and tests of everybody. */
  limits: { tests: RateLimit; downloads: RateLimit; all: RateLimit };
  random: RandomSource;
  publicUrl: string;
  catalogue: Catalogue;
}

const EVERYBODY = 'all';

/** Where the visitor came from. */
const wayBack = ({ official, invitation, coordinator }: Visitor): string => {
  if (official) return '/panggung';
  if (invitation) return '/lapor-hadir';
  return coordinator ? '/koordinator' : '/';
};

const pageRoute = ({ publicUrl, engine, catalogue }: LineTestServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/uji-sambungan',
    access: 'public',
    input: {},
    handle({ language, visitor }) {
      const view = presentLineTest(publicUrl, engine);
      const back = wayBack(visitor);
      return page({
        template: 'line-test',
        layout: 'official',
        title: catalogue.text(language, 'line-test.title', {}),
        view: { ...view, tests: LINE_TESTS, back: { path: back, isStart: back === '/' } },
      });
    },
  });

/** Each use counts as one of the few that an address has in a quarter of an hour. */
const use = (limit: RateLimit, key: string): void => {
  limit.check(key);
  limit.fail(key);
};

const accessSchema = z.strictObject({
  engine: z.enum(['ready', 'away', 'off']),
  ticket: z.string(),
  media: z.strictObject({ url: z.string(), token: z.string() }).optional(),
});

const accessRoute = ({ engine, tickets, limits, random }: LineTestServices): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/api/uji-sambungan',
    access: 'public',
    api: {
      name: 'beginLineTest',
      group: 'service',
      answer: { schema: accessSchema },
      refusals: ['TOO_MANY_ATTEMPTS'],
    },
    input: {},
    async handle({ address }) {
      use(limits.tests, address);
      use(limits.all, EVERYBODY);
      return json(await openLineTest({ engine, tickets, random }));
    },
  });

const query = z.object({
  tiket: z.string().max(300),
  byte: z.coerce.number().refine((size) => SPEED_SAMPLES.some((one) => one === size)),
});

/** Bytes that no proxy can shrink, so that their time tells the line's speed. */
const downloadRoute = ({ tickets, limits, random }: LineTestServices): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/api/uji-sambungan/unduhan',
    access: 'public',
    api: {
      name: 'lineTestDownload',
      group: 'service',
      answer: { type: 'application/octet-stream' },
      refusals: ['LINE_TEST_OVER', 'TOO_MANY_ATTEMPTS'],
    },
    input: { query },
    handle({ query: { tiket, byte }, address }) {
      if (!tickets.read(tiket)) throw new AppError('LINE_TEST_OVER');
      use(limits.downloads, address);
      const headers = { 'cache-control': 'no-store, no-transform' };
      return file({ bytes: random(byte), type: 'application/octet-stream', headers });
    },
  });

/** All routes of the connection test. */
export const createLineTestRoutes = (services: LineTestServices): AnyRoute[] => [
  pageRoute(services),
  accessRoute(services),
  downloadRoute(services),
];
