// What deliveries ask of other domains, gathered for one session: seats, people, links, texts.
import type { Campaign } from '../campaigns/index.ts';
import type { LetterMaker } from '../certificates/index.ts';
import { type Contact, coordinatorTarget } from '../contacts/index.ts';
import type { Coordinator } from '../coordinators/index.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Seat } from '../invitations/index.ts';
import type { Region } from '../regions/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { MailStore } from './mail-store.ts';
import { openStep, type Recipient } from './recipient-rules.ts';

export interface DeliverySources {
  store: MailStore;
  contactsOf: (session: string) => Promise<Contact[]>;
  findContact: (session: string, target: string) => Promise<Contact | undefined>;
  findSeat: (seat: string) => Promise<Seat | undefined>;
  seatsOf: (session: string) => Promise<Seat[]>;
  seatsOfRegion: (session: string, region: string) => Promise<Seat[]>;
  /** Active holders: seat and whether they have checked in. */
  holdersOf: (session: string) => Promise<{ seat: string; checkedInAt: Date | null }[]>;
  /** Seats that a coordinator has named somebody for. */
  namedOf: (session: string) => Promise<string[]>;
  /** The region's seats with a holder or a name. */
  filledOf: (session: string, region: string) => Promise<Set<string>>;
  /** How far one seat is now; opening aside. */
  progressOf: (seat: string) => Promise<{ isRegistered: boolean; isCheckedIn: boolean }>;
  regionsOf: (session: SessionDocument) => Promise<Region[]>;
  campaignOf: (session: SessionDocument) => Promise<Campaign>;
  /** The picture of a campaign's emblem; letters have none without it. */
  emblemOf?: (campaign: Campaign) => Promise<Buffer | undefined>;
  /** The seat's code, and a region's coordinator's; undefined when withdrawn. */
  codeOf: (seat: Seat) => string | undefined;
  findCoordinator: (session: string, region: string) => Promise<Coordinator | undefined>;
  coordinatorsOf: (session: string, regions: string[]) => Promise<Coordinator[]>;
  coordinatorCodeOf: (coordinator: Coordinator) => string | undefined;
  catalogue: Catalogue;
  publicUrl: string;
  drawLetter: LetterMaker['draw'];
}

/** Seats with an address, in their order, each with the step that is still open. */
export async function seatRecipients(
  sources: DeliverySources,
  session: string,
): Promise<Recipient[]> {
  const [seats, contacts, holders, named, opened] = await Promise.all([
    sources.seatsOf(session),
    sources.contactsOf(session),
    sources.holdersOf(session),
    sources.namedOf(session),
    sources.store.listOpened(session),
  ]);
  const contactOf = new Map(contacts.map((one) => [one.target, one]));
  const names = new Set(named);
  const holderOf = new Map(holders.map((one) => [one.seat, one]));
  return seats.flatMap((seat) => {
    const { email = '', name = '' } = contactOf.get(seat._id) ?? {};
    if (email === '' || seat.issue <= 0) return [];
    const holder = holderOf.get(seat._id);
    const open = openStep({
      isOpened: opened.has(seat._id),
      isRegistered: holder !== undefined || names.has(seat._id),
      isCheckedIn: Boolean(holder?.checkedInAt),
    });
    return [{ target: seat._id, email, name, label: `${seat.title}, ${seat.place}`, open }];
  });
}

/** Regions' coordinators with an address. */
export async function coordinatorRecipients(
  sources: DeliverySources,
  session: SessionDocument,
): Promise<Recipient[]> {
  const [regions, contacts] = await Promise.all([
    sources.regionsOf(session),
    sources.contactsOf(session._id),
  ]);
  const emails = new Map(contacts.map(({ target, email }) => [target, email]));
  return regions.flatMap(({ code, name }) => {
    const target = coordinatorTarget(code);
    const email = emails.get(target) ?? '';
    const label = `Koordinator, ${name}`;
    return email === '' ? [] : [{ target, email, name: '', label, open: null }];
  });
}

/** What is still open on one seat, as of now. */
export async function openStepOf(
  { store, progressOf }: Pick<DeliverySources, 'store' | 'progressOf'>,
  seat: string,
): Promise<Recipient['open']> {
  const [isOpened, progress] = await Promise.all([store.isOpened(seat), progressOf(seat)]);
  return openStep({ isOpened, ...progress });
}
