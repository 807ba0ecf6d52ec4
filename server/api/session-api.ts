// For programs: a session with its state and counts, and its seats without their codes.
import { z } from 'zod';
import { countField, idField, momentField, versionField } from '../http/api-schemas.ts';
import { afterOf, pageOf, pageQuery, pageSchema } from '../http/cursor.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json } from '../http/reply.ts';
import type { Seat, SeatStore } from '../invitations/index.ts';
import { ceremonyStateSchema, sessionStateSchema, streamStateSchema } from '../protocol/session.ts';
import type { RegistrationStore, SeatHolder } from '../registrations/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import { getSession, sessionParams } from './api-input.ts';

export interface SessionApiParts {
  live: Pick<LiveSessions, 'find'>;
  seats: Pick<SeatStore, 'count' | 'page'>;
  registrations: Pick<RegistrationStore, 'listOfSeats'>;
  signatures: { count(session: string): Promise<number> };
}

const moment = momentField.nullable();
const sessionSchema = z.strictObject({
  id: idField,
  campaign: z.string(),
  slug: z.string(),
  title: z.string(),
  kind: z.enum(['official', 'rehearsal']),
  mode: z.string(),
  place: z.string(),
  date: z.iso.date(),
  startsAt: z.string(),
  endsAt: z.string(),
  declaration: versionField.nullable(),
  agenda: z.array(
    z.strictObject({
      id: z.string(),
      time: z.string(),
      minutes: countField,
      title: z.string(),
      office: z.string().nullable(),
      kind: z.string(),
    }),
  ),
  status: z.strictObject({
    version: countField,
    state: sessionStateSchema,
    ceremony: ceremonyStateSchema,
    stream: streamStateSchema,
    liveAt: moment,
    endedAt: moment,
    signingOpenedAt: moment,
  }),
  counts: z.strictObject({ seats: countField, seatsWithCode: countField, signatures: countField }),
});
const seatSchema = z.strictObject({
  id: idField,
  region: z.string().nullable(),
  group: z.string().nullable(),
  office: z.string(),
  title: z.string(),
  place: z.string(),
  required: z.boolean(),
  state: z.enum(['open', 'registered', 'checked-in']),
});

const sessionView = (
  one: SessionDocument,
  counts: z.output<typeof sessionSchema>['counts'],
): z.output<typeof sessionSchema> => ({
  id: one._id,
  campaign: one.campaign,
  slug: one.slug,
  title: one.title,
  kind: one.kind,
  mode: one.mode,
  place: one.place,
  date: one.date,
  startsAt: one.startsAt,
  endsAt: one.endsAt,
  declaration: one.declaration && {
    version: one.declaration.version,
    sha256: one.declaration.sha256,
  },
  agenda: one.agenda.map(({ id, time, minutes, title, speakerOffice, kind }) => ({
    ...{ id, time, minutes, title, kind },
    office: speakerOffice,
  })),
  status: {
    version: one.status.version,
    state: one.status.session,
    ceremony: one.status.ceremony,
    stream: one.status.stream,
    liveAt: one.status.liveAt,
    endedAt: one.status.endedAt,
    signingOpenedAt: one.status.signingOpenedAt,
  },
  counts,
});

const seatView =
  (holders: Map<string, SeatHolder>) =>
  (seat: Seat): z.output<typeof seatSchema> => {
    const holder = holders.get(seat._id);
    const { region, group, office, title, place, required } = seat;
    const state = holder?.checkedInAt ? 'checked-in' : holder ? 'registered' : 'open';
    return { id: seat._id, region, group, office, title, place, required, state };
  };

const PLACE = /^\d{1,9}$/;
const machine = { method: 'get', access: 'machine', scope: 'read:campaigns' } as const;

export const createSessionApi = (parts: SessionApiParts): AnyRoute[] => [
  defineRoute({
    ...machine,
    path: '/api/v1/sessions/:id',
    api: { name: 'session', group: 'campaigns', answer: { schema: sessionSchema } },
    input: { params: sessionParams },
    async handle({ params }) {
      const session = getSession(parts.live, params.id);
      const seats = await parts.seats.count(session._id);
      const signatures = await parts.signatures.count(session._id);
      const counts = { seats: seats.all, seatsWithCode: seats.withCode, signatures };
      return json(sessionView(session, counts));
    },
  }),
  defineRoute({
    ...machine,
    path: '/api/v1/sessions/:id/seats',
    api: { name: 'sessionSeats', group: 'campaigns', answer: { schema: pageSchema(seatSchema) } },
    input: { params: sessionParams, query: pageQuery },
    async handle({ params, query: { cursor, limit } }) {
      const session = getSession(parts.live, params.id);
      const after = Number(afterOf(cursor, PLACE) ?? -1);
      const found = await parts.seats.page(session._id, after, limit + 1);
      const held = await parts.registrations.listOfSeats(found.map(({ _id }) => _id));
      const holders = new Map(held.filter(({ active }) => active).map((one) => [one.seat, one]));
      return json(
        pageOf(found, limit, { key: ({ ordinal }) => `${ordinal}`, view: seatView(holders) }),
      );
    },
  }),
];
