// The list of regions to call, and the mark that one was called.
import { z } from 'zod';
import { actorOf } from '../control/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { page, redirect } from '../http/reply.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { callStage } from '../protocol/call-list.ts';
import { CALLS_SHOWN, callItems, rankedCalls } from './call-presenter.ts';
import {
  checkFilter,
  getRegion,
  type MatrixData,
  type MatrixFacts,
  matrixFacts,
} from './matrix-data.ts';
import { addressOf, callQuery, regionCodeSchema, slugSchema } from './matrix-query.ts';

interface Parts {
  data: MatrixData;
  catalogue: Catalogue;
  clock: Clock;
}
type CallQuery = z.output<typeof callQuery>;

/** Longest note of a call, in characters. */
const NOTE_MAX = 300;

const addressOfPage = (facts: MatrixFacts, query: CallQuery, hal: number): string =>
  addressOf('/kendali/hubungi', {
    sesi: facts.session.slug,
    cari: query.cari,
    provinsi: query.provinsi,
    hal: hal > 1 ? String(hal) : '',
  });

async function listView({ data, clock }: Parts, facts: MatrixFacts, query: CallQuery) {
  const { session } = facts;
  const filter = { search: query.cari, province: query.provinsi };
  checkFilter(facts, { ...filter, office: '', state: '' });
  const [marks, seats, holders] = await Promise.all([
    data.calls.marks(session._id),
    data.people.seats(session._id),
    data.people.holders(session._id),
  ]);
  const calls = rankedCalls(facts, filter, { marks, now: clock.now().getTime() });
  const pages = Math.max(1, Math.ceil(calls.length / CALLS_SHOWN));
  const current = Math.min(query.hal, pages);
  const from = (current - 1) * CALLS_SHOWN;
  const items = callItems(facts, calls, { seats, holders, marks }, from);
  const provinces = new Map(facts.regions.map((one) => [one.provinceCode, one.province]));
  return {
    slug: session.slug,
    session: session.title,
    stage: callStage(session.status),
    search: query.cari,
    province: query.provinsi,
    filtering: query.cari !== '' || query.provinsi !== '',
    provinces: [...provinces].map(([code, name]) => ({
      code,
      name,
      chosen: code === query.provinsi,
    })),
    found: calls.length,
    items: items.map(({ last, ...item }) => ({
      ...item,
      last: last && { ...last, at: new Date(last.at).toISOString() },
    })),
    pages: { current, total: pages },
    before: current > 1 ? addressOfPage(facts, query, current - 1) : undefined,
    after: current < pages ? addressOfPage(facts, query, current + 1) : undefined,
  };
}

const listRoute = (parts: Parts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/hubungi',
    access: 'staff',
    input: { query: callQuery },
    async handle({ query, language, visitor }) {
      const facts = await matrixFacts(parts.data, query.sesi);
      const view = await listView(parts, facts, query);
      const { title, _id, slug } = facts.session;
      return page({
        template: 'matrix-calls',
        layout: 'staff',
        title: parts.catalogue.text(language, 'matrix.calls.title', { session: title }),
        session: _id,
        texts: ['matrix'],
        view: {
          ...view,
          isOwner: isOwner(visitor),
          openObjections: await parts.data.openObjections(_id),
        },
        data: { session: slug },
      });
    },
  });

const markBody = z.object({
  sesi: slugSchema,
  note: z.string().trim().max(NOTE_MAX).default(''),
  seen: z.coerce.number().int().min(0).max(100_000),
  /** Where the mark was made: on the list, with what it was searched for, or on the region's page. */
  dari: z.enum(['daftar', 'daerah']).default('daftar'),
  cari: z.string().trim().max(100).default(''),
  provinsi: callQuery.shape.provinsi,
  hal: z
    .string()
    .regex(/^\d{0,3}$/)
    .default(''),
});

const markRoute = ({ data }: Parts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/kendali/hubungi/:region',
    access: 'moderator',
    input: { params: z.object({ region: regionCodeSchema }), body: markBody },
    async handle({ params, body, visitor, address }) {
      const facts = await matrixFacts(data, body.sesi);
      const { code } = getRegion(facts, params.region);
      const { note, seen, sesi, cari, provinsi, hal, dari } = body;
      const by = actorOf(staffOf(visitor), address);
      await data.calls.mark(facts.session, { region: code, note, seen }, by);
      return redirect(
        dari === 'daerah'
          ? addressOf(`/kendali/hadir/${code}`, { sesi })
          : addressOf('/kendali/hubungi', { sesi, cari, provinsi, hal }),
      );
    },
  });

/** The list and the mark, for staff. */
export const createCallRoutes = (parts: Parts): AnyRoute[] => [listRoute(parts), markRoute(parts)];
