// For programs: the roll, seat by seat, with all who held it, their attendance and their signature.
import { z } from 'zod';
import { countField, idField, momentField } from '../http/api-schemas.ts';
import { afterOf, pageOf, pageQuery, pageSchema } from '../http/cursor.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json } from '../http/reply.ts';
import type { Seat, SeatStore } from '../invitations/index.ts';
import type { PersonRow, ReportService, SeatRecord } from '../reports/index.ts';
import type { LiveSessions } from '../sessions/index.ts';
import { getSession, sessionParams } from './api-input.ts';

export interface PeopleApiParts {
  live: Pick<LiveSessions, 'find'>;
  seats: Pick<SeatStore, 'page'>;
  reports: Pick<ReportService, 'seatsOf'>;
}

const moment = momentField.nullable();
const personSchema = z.strictObject({
  id: idField,
  standing: z.enum(['active', 'released', 'handed-over']),
  name: z.string(),
  acting: z.string(),
  identifiedBy: z.string(),
  checkedInAt: moment,
  firstAt: moment,
  lastAt: moment,
  present: z.boolean(),
  minutes: countField,
  ruleMet: z.boolean(),
  late: z.boolean(),
  corrected: z.boolean(),
  signedAt: moment,
  signedLate: z.boolean(),
});
const rowSchema = z.strictObject({
  seat: idField,
  region: z.strictObject({ code: z.string(), name: z.string(), province: z.string() }),
  office: z.string(),
  title: z.string(),
  required: z.boolean(),
  people: z.array(personSchema),
});

const momentOf = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

const personView = (one: PersonRow): z.output<typeof personSchema> => ({
  id: one.registration,
  standing: one.standing,
  name: one.name,
  acting: one.acting,
  identifiedBy: one.identifiedBy,
  checkedInAt: momentOf(one.checkedInAt),
  firstAt: momentOf(one.firstAt),
  lastAt: momentOf(one.lastAt),
  present: one.present,
  minutes: one.attendance.minutes,
  ruleMet: one.attendance.met,
  late: one.attendance.late,
  corrected: one.attendance.correction !== null,
  signedAt: momentOf(one.signedAt),
  signedLate: one.signedLate,
});
type Row = z.output<typeof rowSchema>;

const rowView = ({ place, people }: SeatRecord): Row => ({
  seat: place.seat,
  region: { code: place.regionCode, name: place.region, province: place.province },
  office: place.office,
  title: place.title,
  required: place.required,
  people: people.map(personView),
});

const PLACE = /^\d{1,9}$/;

/** GET /api/v1/sessions/:id/people; it holds names, so it has a scope of its own. */
export const createPeopleApi = ({ live, seats, reports }: PeopleApiParts): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/api/v1/sessions/:id/people',
    access: 'machine',
    scope: 'read:people',
    api: { name: 'sessionPeople', group: 'people', answer: { schema: pageSchema(rowSchema) } },
    input: { params: sessionParams, query: pageQuery },
    async handle({ params, query: { cursor, limit } }) {
      const session = getSession(live, params.id);
      const after = Number(afterOf(cursor, PLACE) ?? -1);
      const found = await seats.page(session._id, after, limit + 1);
      const rows = new Map<string, Row>();
      for await (const record of reports.seatsOf(session, found.slice(0, limit))) {
        rows.set(record.place.seat, rowView(record));
      }
      const key = ({ ordinal }: Seat) => `${ordinal}`;
      return json(pageOf(found, limit, { key, view: ({ _id }) => rows.get(_id) }));
    },
  }),
];
