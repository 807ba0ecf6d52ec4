// The seats page: search by region or office, and what staff do for a seat that calls.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Catalogue } from '../http/catalogue.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import { page, redirect } from '../http/reply.ts';
import { staffOf } from '../http/visitor.ts';
import { formatCode, type Seat } from '../invitations/index.ts';
import { actorOf, type ControlData, getSession } from './control-data.ts';
import { matchSeats, SEATS_SHOWN, seatView } from './seat-presenter.ts';

const search = z.string().trim().max(100).default('');
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const ACTIONS = ['tarik', 'pin', 'lepas', 'alih'] as const;

const listQuery = z.object({
  sesi: slug.optional(),
  cari: search,
  selesai: z.enum(ACTIONS).optional(),
});
const seatParams = z.object({
  seat: z
    .string()
    .min(1)
    .max(80)
    .regex(/^[\w.:-]+$/),
});
const actionParams = seatParams.extend({ action: z.enum(ACTIONS) });
const codeBody = z.object({ cari: search });
const actionBody = codeBody.extend({ reason: z.string().trim().max(300).default('') });

interface ListState {
  cari: string;
  selesai?: string | undefined;
  newCode?: object;
}

export function createSeatRoutes(options: {
  data: ControlData;
  catalogue: Catalogue;
  publicUrl: string;
}): AnyRoute[] {
  const { data, catalogue, publicUrl } = options;
  const { invitations, desk } = data.seats;

  const list = async (sessionSlug: string | undefined, language: Language, state: ListState) => {
    const session = sessionSlug ? getSession(data.live, sessionSlug) : data.live.findDefault();
    if (!session) throw new AppError('NOT_FOUND');
    const found = matchSeats(await invitations.list(session._id), state.cari);
    const shown = found.slice(0, SEATS_SHOWN);
    return page({
      template: 'seats',
      layout: 'staff',
      title: catalogue.text(language, 'seats.title'),
      entry: 'staff-form',
      view: {
        ...state,
        slug: session.slug,
        session: session.title,
        seats: await Promise.all(shown.map((seat) => seatView(seat, data.seats))),
        found: found.length,
        hasMore: found.length > shown.length,
        shown: shown.length,
      },
    });
  };

  const getSeat = async (id: string): Promise<{ seat: Seat; slug: string }> => {
    const seat = await invitations.find(id);
    const session = seat && data.live.find(seat.session);
    if (!seat || !session) throw new AppError('NOT_FOUND');
    return { seat, slug: session.slug };
  };

  const act = async (
    action: (typeof ACTIONS)[number],
    seat: string,
    reason: string,
    { visitor, address }: Pick<RouteContext, 'visitor' | 'address'>,
  ) => {
    const by = actorOf(staffOf(visitor), address);
    if (action === 'tarik') return invitations.withdraw(seat, by);
    if (reason === '') throw new AppError('REASON_MISSING');
    if (action === 'pin') return desk.resetPin(seat, reason, by);
    if (action === 'lepas') return desk.release(seat, reason, by);
    return desk.handOver(seat, reason, by);
  };

  return [
    defineRoute({
      method: 'get',
      path: '/kendali/kursi',
      access: 'staff',
      input: { query: listQuery },
      handle: ({ query, language }) => list(query.sesi, language, query),
    }),
    defineRoute({
      method: 'post',
      path: '/kendali/kursi/:seat/kode',
      access: 'staff',
      input: { params: seatParams, body: codeBody },
      async handle({ params, body, visitor, address, language }) {
        const { seat, slug: sessionSlug } = await getSeat(params.seat);
        const code = await invitations.reissue(seat._id, actorOf(staffOf(visitor), address));
        // The answer to this very request is the only place where the new code appears.
        const newCode = {
          title: seat.title,
          place: seat.place,
          code: formatCode(code),
          link: `${publicUrl}/u/${code}`,
        };
        return list(sessionSlug, language, { cari: body.cari, newCode });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/kendali/kursi/:seat/:action',
      access: 'staff',
      input: { params: actionParams, body: actionBody },
      async handle(context) {
        const { params, body } = context;
        const { seat, slug: sessionSlug } = await getSeat(params.seat);
        await act(params.action, seat._id, body.reason, context);
        const query = { sesi: sessionSlug, cari: body.cari, selesai: params.action };
        return redirect(`/kendali/kursi?${new URLSearchParams(query)}`);
      },
    }),
  ];
}
