// The coordinator's page: their region's seats and who fills them, its shared rooms, vouching.
import type { ErrorParams } from '../core/app-error.ts';
import type { Language } from '../http/language.ts';
import { type PageReply, page } from '../http/reply.ts';
import { formatDate } from '../http/views/index.ts';
import { isOver } from '../protocol/session-names.ts';
import { ACTING, isOpen, type Registration } from '../registrations/index.ts';
import type { RoomMember, SharedRoom } from '../shared-rooms/index.ts';
import type { CoordinatorPass } from './coordinator-links.ts';
import type { Nomination } from './coordinator-model.ts';
import { type CoordinatorServices, sessionOf } from './region-page-services.ts';

/** A form that was refused: where, why, and what was typed. */
export interface RefusedForm {
  /** Id of the seat or room whose form it was; `ruang` for that of a new room. */
  form: string;
  code: string;
  params: ErrorParams;
  typed: Record<string, string>;
  /** The seats that were to gather in a new room. */
  seats: string[];
  status: number;
}

type Say = (key: string, values?: Record<string, string | number>) => string;

interface Facts {
  title: string;
  seat: string;
  state: 'absent' | 'present' | 'signed';
  holder: Registration | undefined;
  named: Nomination | undefined;
}

const readFacts = async (
  services: CoordinatorServices,
  pass: CoordinatorPass,
): Promise<Facts[]> => {
  const { region, desk } = services;
  const [seats, delegation, holders, nominations] = await Promise.all([
    region.invitations.listOfRegion(pass.session, pass.region),
    region.boards.delegation(pass.session, pass.region),
    region.registrations.listActiveOfRegion(pass.session, pass.region),
    desk.nominationsOf(pass),
  ]);
  const states = new Map(delegation.map((row) => [row.seat, row.state]));
  const holderOf = new Map(holders.map((one) => [one.seat, one]));
  const namedFor = new Map(nominations.map((one) => [one._id, one]));
  return seats.map(({ _id, title }) => ({
    seat: _id,
    title,
    state: states.get(_id) ?? 'absent',
    holder: holderOf.get(_id),
    named: namedFor.get(_id),
  }));
};

const presentSeat = (facts: Facts, refused: RefusedForm | undefined, say: Say) => {
  const { seat, title, state, holder, named } = facts;
  const person = holder ?? named;
  const typed = refused?.form === seat ? refused : undefined;
  const acting = typed?.typed.acting ?? named?.acting ?? '';
  const step = holder ? (holder.checkedInAt ? state : 'registered') : named ? 'named' : 'free';
  return {
    seat,
    title,
    here: state !== 'absent',
    person: person && `${person.acting} ${person.name}`.trim(),
    contact: person?.contact,
    word: say(`coordinator.states.${step}`),
    vouched: holder?.identifiedBy === 'vouched',
    isFree: !holder,
    isNamed: named !== undefined,
    isGathered: refused?.seats.includes(seat) ?? false,
    values: typed?.typed ?? named ?? {},
    acting: ACTING.map((value) => ({
      value,
      label: say(`check-in.acting.${value.replace(/\W/g, '').toLowerCase() || 'holder'}`),
      selected: value === acting,
    })),
    error: typed && say(`errors.${typed.code}.detail`, typed.params),
  };
};

const presentRoom = (
  room: SharedRoom,
  members: RoomMember[],
  facts: Facts[],
  { site, rooms }: CoordinatorServices,
  refused: RefusedForm | undefined,
  say: Say,
) => {
  const titleOf = new Map(facts.map(({ seat, title }) => [seat, title]));
  const inRoom = new Set(members.map(({ seat }) => seat));
  return {
    id: room._id,
    place: room.place,
    link: site.publicUrl + rooms.screenPath(room),
    members: members.map(({ seat, how, reason }) => ({
      title: titleOf.get(seat) ?? seat,
      how: say(`coordinator.how.${how}`),
      reason,
    })),
    expected: room.seats
      .filter((seat) => !inRoom.has(seat))
      .map((seat) => titleOf.get(seat) ?? seat),
    canVouch: facts
      .filter(({ seat, holder, named }) => !inRoom.has(seat) && (holder ?? named))
      .map(({ seat, title }) => ({ seat, title })),
    error:
      refused?.form === room._id ? say(`errors.${refused.code}.detail`, refused.params) : undefined,
    typed: refused?.form === room._id ? refused.typed : {},
  };
};

/** The page; `refused` shows one of its forms again with its reason, `done` says what was done. */
export async function regionPage(
  services: CoordinatorServices,
  pass: CoordinatorPass,
  language: Language,
  { refused, done }: { refused?: RefusedForm; done?: string | undefined } = {},
): Promise<PageReply> {
  const { region, rooms, site } = services;
  const say: Say = (key, values) => site.catalogue.text(language, key, values);
  const session = sessionOf(services, pass);
  const [facts, open, all, issued] = await Promise.all([
    readFacts(services, pass),
    rooms.listOfRegion(pass.session, pass.region),
    region.campaignOf(session).then(region.regionsOf),
    site.regionDocument(pass.session, pass.region),
  ]);
  const members = await Promise.all(open.map(({ _id }) => rooms.membersOf(_id)));
  const place = all.find(({ code }) => code === pass.region);
  const view = {
    region: place?.name ?? pass.region,
    province: place?.province ?? '',
    session: session.title,
    date: formatDate(`${session.date}T05:00:00Z`, language),
    filled: facts.filter(({ holder }) => holder).length,
    present: facts.filter((one) => one.state !== 'absent').length,
    total: facts.length,
    seats: facts.map((one) => presentSeat(one, refused, say)),
    rooms: open.map((room, index) =>
      presentRoom(room, members[index] ?? [], facts, services, refused, say),
    ),
    isOpen: isOpen(session.status.session),
    isOver: isOver(session.status.session),
    document: issued && { href: `/berkas/${issued.code}.pdf`, number: issued.number },
    // Over the page too: its form may lie far below, or not be there any more (the seat filled).
    refusal: refused && say(`errors.${refused.code}.title`, refused.params),
    detail: refused && say(`errors.${refused.code}.detail`, refused.params),
    newRoom:
      refused?.form === 'ruang'
        ? { error: say(`errors.${refused.code}.detail`, refused.params), typed: refused.typed }
        : { typed: {} },
    done: done && say(`coordinator.done.${done}`),
  };
  return page({
    template: 'coordinator',
    layout: 'official',
    title: say('coordinator.title', { region: view.region }),
    session: session._id,
    view,
    ...(refused && { status: refused.status }),
  });
}
