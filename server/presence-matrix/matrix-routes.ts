// The matrix of a session and the page of one region; the list of regions to call is beside it.
import { z } from 'zod';
import type { StoredInterval } from '../attendance/index.ts';
import { groupBy } from '../core/group-by.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { page } from '../http/reply.ts';
import { isOwner } from '../http/visitor.ts';
import { OUTSIDE } from '../protocol/matrix-filter.ts';
import {
  checkFilter,
  getRegion,
  type MatrixData,
  type MatrixFacts,
  matrixFacts,
} from './matrix-data.ts';
import { matrixPageData, matrixView } from './matrix-presenter.ts';
import { filterOf, matrixQuery, regionCodeSchema, slugSchema } from './matrix-query.ts';
import { type RegionPerson, regionView } from './region-presenter.ts';

interface Parts {
  data: MatrixData;
  catalogue: Catalogue;
}

const matrixRoute = ({ data, catalogue }: Parts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/hadir',
    access: 'staff',
    input: { query: matrixQuery },
    async handle({ query, language, visitor }) {
      const facts = await matrixFacts(data, query.sesi);
      const filter = filterOf(query);
      checkFilter(facts, filter);
      const { title } = facts.session;
      return page({
        template: 'matrix',
        layout: 'staff',
        title: catalogue.text(language, 'matrix.title', { session: title }),
        session: facts.session._id,
        texts: ['board'],
        view: {
          ...matrixView(facts, filter, (key, parameters) =>
            catalogue.text(language, `board.client.${key}`, parameters),
          ),
          isOwner: isOwner(visitor),
          openObjections: await data.openObjections(facts.session._id),
        },
        data: matrixPageData(facts),
      });
    },
  });

/** The seats of a region, or those outside regions, with their holders. */
async function peopleOf(
  { people }: MatrixData,
  { session }: MatrixFacts,
  code: string | null,
): Promise<RegionPerson[]> {
  const [seats, holders] = await Promise.all([
    people.seatsOfRegion(session._id, code),
    people.holders(session._id, code),
  ]);
  const intervals: StoredInterval[] = [];
  for await (const one of people.intervals(holders.map(({ _id }) => _id))) intervals.push(one);
  const ofPerson = groupBy(intervals, ({ registration }) => registration);
  const ofSeat = new Map(holders.map((one) => [one.seat, one]));
  return seats.map((seat) => {
    const holder = ofSeat.get(seat._id);
    return { seat, holder, intervals: (holder && ofPerson.get(holder._id)) ?? [] };
  });
}

const regionRoute = ({ data, catalogue }: Parts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/hadir/:region',
    access: 'staff',
    input: {
      params: z.object({ region: regionCodeSchema }),
      query: z.object({ sesi: slugSchema.optional() }),
    },
    async handle({ params, query, language, visitor }) {
      const facts = await matrixFacts(data, query.sesi);
      const region = params.region === OUTSIDE ? undefined : getRegion(facts, params.region);
      const id = facts.session._id;
      const [people, calls] = await Promise.all([
        peopleOf(data, facts, region?.code ?? null),
        region ? data.calls.ofRegion(id, region.code) : [],
      ]);
      const name = region?.name ?? catalogue.text(language, 'matrix.outside');
      return page({
        template: 'matrix-region',
        layout: 'staff',
        title: catalogue.text(language, 'matrix.regionTitle', { name }),
        session: id,
        texts: ['matrix'],
        view: {
          ...regionView(facts, region, people, calls),
          isOwner: isOwner(visitor),
          openObjections: await data.openObjections(id),
        },
        data: { session: facts.session.slug, region: region?.code ?? '' },
      });
    },
  });

/** The matrix and the page of a region, for staff. */
export const createMatrixRoutes = (parts: Parts): AnyRoute[] => [
  matrixRoute(parts),
  regionRoute(parts),
];
