// The record of a great event, written straight into the collections: people, their intervals and
// signatures, as if the day were over.
import type { Connection } from '../../server/core/database.ts';
import type { Seat } from '../../server/invitations/index.ts';

const MINUTE = 60_000;
const DEVICES = ['phone', 'desktop', 'tablet'] as const;

/** One person a seat with `intervals` stretches each, from `from` (ms) on, four minutes apart. */
export async function writeCrowd(
  connection: Connection,
  seats: Seat[],
  { intervals, from }: { intervals: number; from: number },
): Promise<void> {
  const at = (person: number, minutes: number) =>
    new Date(from + minutes * MINUTE + (person % 600) * 1_000);
  const people = seats.map((seat, person) => ({
    _id: `orang-${person}`,
    schemaVersion: 1,
    session: seat.session,
    seat: seat._id,
    region: seat.region,
    office: seat.office,
    required: seat.required,
    name: `Pejabat Uji ${person}`,
    acting: '',
    contact: '0800 000',
    identifiedBy: 'link',
    pinHash: null,
    generation: 1,
    active: true,
    registeredAt: at(person, -60),
    checkedInAt: at(person, 0),
    ended: null,
  }));
  const presence = people.flatMap((one, person) =>
    Array.from({ length: intervals }, (_, place) => ({
      _id: `hadir-${person}-${place}`,
      session: one.session,
      registration: one._id,
      seat: one.seat,
      region: one.region,
      kind: 'socket',
      device: DEVICES[(person + place) % DEVICES.length],
      room: null,
      node: 'proses',
      startedAt: at(person, place * 4),
      renewedAt: null,
      endedAt: at(person, place * 4 + 3),
      endedBy: 'left',
    })),
  );
  const write = async (name: string, documents: object[]) => {
    for (let done = 0; done < documents.length; done += 10_000) {
      const some = documents.slice(done, done + 10_000);
      await connection.collection(name).insertMany(some, { ordered: false });
    }
  };
  await write('registrations', people);
  await write('presence', presence);
}
