// From what staff type (a number, a name, a region) to some certificates of a session.
import type { IssuedCertificate } from '../certificates/index.ts';
import { regionSubject } from '../certificates/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type DeskServices, type Held, heldSeats, regionsOf } from './desk-sources.ts';

const SHOWN = 40;
const NUMBER = /^IKR-[A-Z0-9-]{1,60}$/;

export interface Found {
  certificates: { certificate: IssuedCertificate; held: Held | undefined }[];
  hasMore: boolean;
}

/** Newest first; nothing when nothing was typed. */
export async function findCertificates(
  { certificates: { store }, people }: Pick<DeskServices, 'certificates' | 'people'>,
  session: SessionDocument,
  typed: string,
): Promise<Found> {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return { certificates: [], hasMore: false };
  const held = await heldSeats(people, session._id);
  const byRegistration = new Map(held.map((one) => [one.registration, one]));
  const show = (found: IssuedCertificate[], hasMore = false): Found => ({
    certificates: found.map((certificate) => {
      return { certificate, held: byRegistration.get(certificate.subject) };
    }),
    hasMore,
  });
  const number = wanted.toUpperCase();
  if (NUMBER.test(number)) {
    const found = await store.findByNumber(number);
    return show(found?.session === session._id ? [found] : []);
  }
  const regions = await regionsOf(people, session);
  const fits = (text: string) => text.toLowerCase().includes(wanted);
  const codes = new Set(
    regions.filter(({ code, name }) => code === wanted || fits(name)).map(({ code }) => code),
  );
  const subjects = [
    ...[...codes].map(regionSubject),
    ...held
      .filter(({ name, region, seat }) => fits(name) || fits(seat.title) || codes.has(region ?? ''))
      .map(({ registration }) => registration),
  ];
  const found = await store.listOfSubjects(session._id, subjects, SHOWN + 1);
  return show(found.slice(0, SHOWN), found.length > SHOWN);
}
