// The seats page: search by region or office, and what staff do for a seat that calls.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { redirect } from '../http/reply.ts';
import { staffOf } from '../http/visitor.ts';
import { type Actor, formatCode, type Seat } from '../invitations/index.ts';
import { actorOf, type ControlData } from './control-data.ts';
import { seatPage } from './seat-page.ts';

const ACTIONS = ['tarik', 'pin', 'lepas', 'alih'] as const;
const search = z.string().trim().max(100).default('');
const listQuery = z.object({
  sesi: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .optional(),
  cari: search,
  selesai: z.enum(ACTIONS).optional(),
});
const seatParams = z.object({ seat: z.string().regex(/^[\w.:-]{1,80}$/) });
const actionParams = seatParams.extend({ action: z.enum(ACTIONS) });
const actionBody = z.object({
  cari: search,
  reason: z.string().trim().max(300).default(''),
});

interface Parts {
  data: ControlData;
  catalogue: Catalogue;
  publicUrl: string;
}

const getSeat = async ({ live, seats }: ControlData, id: string) => {
  const seat = await seats.invitations.find(id);
  const session = seat && live.find(seat.session);
  if (!seat || !session) throw new AppError('NOT_FOUND');
  return { seat, slug: session.slug };
};

const listRoute = ({ data, catalogue }: Parts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/kursi',
    access: 'staff',
    input: { query: listQuery },
    handle: ({ query, language, visitor }) =>
      seatPage({ data, catalogue, language, visitor }, query.sesi, query),
  });

// The answer to this very request is the only place where a new code appears.
const newCodeOf = ({ title, place }: Seat, code: string, publicUrl: string) => ({
  title,
  place,
  code: formatCode(code),
  link: `${publicUrl}/u/${code}`,
});

const codeRoute = ({ data, catalogue, publicUrl }: Parts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/kendali/kursi/:seat/kode',
    access: 'staff',
    input: { params: seatParams, body: actionBody },
    async handle({ params, body, visitor, address, language }) {
      const { seat, slug } = await getSeat(data, params.seat);
      const by = actorOf(staffOf(visitor), address);
      if (body.reason === '') throw new AppError('REASON_MISSING');
      const code = await data.seats.invitations.reissue(seat._id, by, body.reason);
      const state = { cari: body.cari, newCode: newCodeOf(seat, code, publicUrl) };
      return seatPage({ data, catalogue, language, visitor }, slug, state);
    },
  });

async function act(
  { seats: { invitations, desk } }: ControlData,
  action: (typeof ACTIONS)[number],
  seat: string,
  reason: string,
  by: Actor,
): Promise<void> {
  if (reason === '') throw new AppError('REASON_MISSING');
  if (action === 'tarik') return invitations.withdraw(seat, by, reason);
  if (action === 'pin') return desk.resetPin(seat, reason, by);
  if (action === 'lepas') return desk.release(seat, reason, by);
  return desk.handOver(seat, reason, by);
}

const actionRoute = ({ data }: Parts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/kendali/kursi/:seat/:action',
    access: 'staff',
    input: { params: actionParams, body: actionBody },
    async handle({ params: { seat: id, action }, body, visitor, address }) {
      const { seat, slug } = await getSeat(data, id);
      await act(data, action, seat._id, body.reason, actorOf(staffOf(visitor), address));
      const query = { sesi: slug, cari: body.cari, selesai: action };
      return redirect(`/kendali/kursi?${new URLSearchParams(query)}`);
    },
  });

/** The list, a new code, and the four actions; all for staff. */
export const createSeatRoutes = (parts: Parts): AnyRoute[] => [
  listRoute(parts),
  codeRoute(parts),
  actionRoute(parts),
];
