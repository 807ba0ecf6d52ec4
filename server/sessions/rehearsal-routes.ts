// The rehearsal's API: only for this machine's own token or an owner's.
import { z } from 'zod';
import { ID_PATTERN } from '../core/ids.ts';
import { countField, idField } from '../http/api-schemas.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { programOf } from '../http/programs.ts';
import { json } from '../http/reply.ts';
import type { InvitationService, Seat } from '../invitations/index.ts';
import { sessionStatusSchema } from '../protocol/session.ts';
import { REHEARSAL_STEPS, type RehearsalService } from './rehearsal-service.ts';
import type { SessionDocument } from './session-model.ts';

/** One seat's attendance, for the comparison with what its simulated holder did. */
export interface AttendedSeat {
  seat: string;
  attendedMs: number;
  minutes: number;
}

const madeSchema = z.strictObject({
  session: z.strictObject({ id: idField, slug: z.string() }),
  invitations: z.array(
    z.strictObject({
      id: idField,
      code: z.string(),
      seat: z.string(),
      region: z.string().nullable(),
    }),
  ),
  boardUrl: z.url(),
});
const attendedSchema = z.strictObject({
  attendance: z.array(
    z.strictObject({ seat: idField, attendedMs: countField, minutes: countField }),
  ),
});

export function createRehearsalRoutes(options: {
  rehearsals: RehearsalService;
  invitations: InvitationService;
  publicUrl: string;
  /** What everybody attended, by seat; times in milliseconds. */
  attendedOf(session: SessionDocument): Promise<AttendedSeat[]>;
}): AnyRoute[] {
  const { rehearsals, invitations, publicUrl, attendedOf } = options;
  return [
    defineRoute({
      method: 'post',
      path: '/api/v1/rehearsals',
      access: 'machine',
      scope: 'rehearse',
      api: {
        name: 'makeRehearsal',
        group: 'rehearsals',
        answer: { status: 201, schema: madeSchema },
      },
      input: {
        body: z.object({
          officials: z.int().min(1).max(20_000),
          session: z.string().regex(ID_PATTERN).optional(),
        }),
      },
      async handle({ body, program, address }) {
        const session = await rehearsals.create(
          { actor: programOf(program).actor, address },
          body.session,
          body.officials,
        );
        const seats = spread(await invitations.list(session._id)).slice(0, body.officials);
        const list = seats.map((seat) => ({
          id: seat._id,
          code: invitations.codeOf(seat) ?? '',
          seat: seat.title,
          region: seat.region,
        }));
        const { _id: id, slug } = session;
        const boardUrl = `${publicUrl}/papan/${slug}`;
        return json({ session: { id, slug }, invitations: list, boardUrl }, { status: 201 });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/rehearsals/:id/actions',
      access: 'machine',
      scope: 'rehearse',
      api: {
        name: 'stepRehearsal',
        group: 'rehearsals',
        answer: { schema: sessionStatusSchema },
        refusals: ['NOT_REHEARSAL', 'TRANSITION_ILLEGAL', 'STATE_CHANGED'],
      },
      input: {
        params: z.object({ id: z.string().regex(ID_PATTERN) }),
        body: z.object({ action: z.enum(REHEARSAL_STEPS) }),
      },
      async handle({ params, body, program, address }) {
        const by = { actor: programOf(program).actor, address };
        return json(await rehearsals.step(params.id, body.action, by));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/rehearsals/:id/attendance',
      access: 'machine',
      scope: 'rehearse',
      api: { name: 'rehearsedAttendance', group: 'rehearsals', answer: { schema: attendedSchema } },
      input: { params: z.object({ id: z.string().regex(ID_PATTERN) }) },
      handle: async ({ params }) =>
        json({ attendance: await attendedOf(rehearsals.get(params.id)) }),
    }),
  ];
}

/** Every region's first office, then every region's second, and so on: all regions take part. */
const spread = (seats: Seat[]): Seat[] => {
  const offices = [...new Set(seats.map((seat) => seat.office))];
  return seats.toSorted((a, b) => offices.indexOf(a.office) - offices.indexOf(b.office));
};
