// The log for everybody: heads, entries and proofs as JSON. It holds no name.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import { ID_PATTERN } from '../core/ids.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json } from '../http/reply.ts';
import type { SignedHead } from '../proofs/index.ts';
import {
  consistencySchema,
  entriesSchema,
  headsSchema,
  inclusionSchema,
  logStateSchema,
  timestampSchema,
} from './log-answers.ts';
import type { HeadTimestamp, LogService, LogState } from './log-service.ts';

export interface LogRouteServices {
  log: LogService;
  /** True for a session that there is. */
  isSession(id: string): boolean;
}

/** Entries or heads in one answer. */
const PAGE_MAX = 1_000;
const MAX = Number.MAX_SAFE_INTEGER;

const params = z.object({ session: z.string().regex(ID_PATTERN) });
const number = z
  .string()
  .regex(/^\d{1,16}$/)
  .transform(Number)
  .refine((value) => value <= MAX);
const size = number.refine((value) => value > 0);
const pageQuery = z.object({
  from: number.default(0),
  limit: size.refine((value) => value <= PAGE_MAX).default(PAGE_MAX),
});
const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What can never change may be kept for good; anything else is asked for anew. */
const forever = { headers: { 'cache-control': 'public, max-age=31536000, immutable' } };
const brief = { headers: { 'cache-control': 'public, max-age=1' } };
const cacheOf = (isWhole: boolean) => (isWhole ? forever : brief);

const hex = (proof: Buffer[]) => proof.map((step) => step.toString('hex'));

const stampView = ({ size: stamped, token }: HeadTimestamp) => ({
  size: stamped,
  token: token.toString('base64'),
});

const TIME_TEXT: Record<LogState['time'], string> = {
  none: 'no independent time yet',
  earlier: 'an earlier head has an independent time, the newest not yet',
  stamped: 'the newest head has an independent time',
};

const stateView = ({ head, size: leaves, pending, time, stampedSize }: LogState) => ({
  size: leaves,
  pending,
  head: head ?? null,
  time: { state: time, text: TIME_TEXT[time], stampedSize },
});

/** Routes below /api/v1/log/:session; an unknown session is 404, a bad number 400. */
export function createLogRoutes(services: LogRouteServices): AnyRoute[] {
  const { log } = services;
  const requireSession = (id: string): string => {
    if (!services.isSession(id)) throw new AppError('NOT_FOUND');
    return id;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/log/:session/head',
      access: 'public',
      api: { name: 'logState', group: 'log', answer: { schema: logStateSchema } },
      input: { params },
      handle: async (context) =>
        json(stateView(await log.stateOf(requireSession(context.params.session))), brief),
    }),
    ...listRoutes(log, requireSession),
    ...proofRoutes(log, requireSession),
  ];
}

type RequireSession = (id: string) => string;

const listRoutes = (log: LogService, requireSession: RequireSession): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/api/v1/log/:session/heads',
    access: 'public',
    api: { name: 'logHeads', group: 'log', answer: { schema: headsSchema } },
    input: { params, query: pageQuery },
    async handle({ params: { session }, query: { from, limit } }) {
      const heads: SignedHead[] = await log.heads(requireSession(session), from, limit);
      return json({ heads }, cacheOf(heads.length === limit));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/log/:session/entries',
    access: 'public',
    api: { name: 'logEntries', group: 'log', answer: { schema: entriesSchema } },
    input: { params, query: pageQuery },
    async handle({ params: { session }, query: { from, limit } }) {
      const entries = await log.page(requireSession(session), from, limit);
      return json({ entries }, cacheOf(entries.length === limit));
    },
  }),
];

const proofRoutes = (log: LogService, requireSession: RequireSession): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/api/v1/log/:session/inclusion',
    access: 'public',
    api: { name: 'logInclusion', group: 'log', answer: { schema: inclusionSchema } },
    input: { params, query: z.object({ leaf: hash, size: size.optional() }) },
    async handle({ params: { session }, query: { leaf, size: wanted } }) {
      const found = await log.inclusionOf(requireSession(session), leaf, wanted);
      if (!found) throw new AppError('NOT_FOUND');
      const { index, head, proof } = found;
      return json({ leafHash: leaf, index, head, proof: hex(proof) }, cacheOf(Boolean(wanted)));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/log/:session/consistency',
    access: 'public',
    api: { name: 'logConsistency', group: 'log', answer: { schema: consistencySchema } },
    input: {
      params,
      query: z.object({ from: number, to: size }).refine(({ from, to }) => from <= to),
    },
    async handle({ params: { session }, query: { from, to } }) {
      const proof = await log.consistencyOf(requireSession(session), from, to);
      if (!proof) throw new AppError('NOT_FOUND');
      return json({ from, to, proof: hex(proof) }, forever);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/v1/log/:session/timestamp',
    access: 'public',
    api: { name: 'logTimestamp', group: 'log', answer: { schema: timestampSchema } },
    input: { params, query: z.object({ size }) },
    async handle({ params: { session }, query }) {
      const id = requireSession(session);
      const stamp = await log.timestampOf(id, query.size);
      // Not there yet is an answer: it says so, and nothing stands in for it.
      if (!stamp) return json({ size: null, token: null, text: TIME_TEXT.none }, brief);
      const head = await log.headAt(id, stamp.size);
      return json({ ...stampView(stamp), head }, forever);
    },
  }),
];
