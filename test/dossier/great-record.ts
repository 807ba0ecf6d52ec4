// The record of a session of as many seats as asked for, written a few thousand at a time: holders,
// two stays, ticks of four clauses, a signature and two certificates for each.
import type { mongo } from 'mongoose';

export const GREAT_SESSION = 'acara-besar';
export const GREAT_REGIONS = Array.from({ length: 270 }, (_, i) => ({
  ...{ code: `33.${i}`, name: `Kabupaten Uji ${i}`, province: 'Provinsi Uji', provinceCode: '33' },
}));
const AT_ONCE = 2_500;
const FROM = Date.parse('2020-10-07T02:00:00Z');
export const ENDED_AT = new Date(FROM + 7_200_000);
const minute = (minutes: number): Date => new Date(FROM + minutes * 60_000);

/** Writes it; about ten documents a seat. */
export async function writeGreatRecord(db: mongo.Db, seats: number): Promise<void> {
  for (let from = 0; from < seats; from += AT_ONCE) {
    const places = Array.from({ length: Math.min(AT_ONCE, seats - from) }, (_, i) => from + i);
    await Promise.all(
      Object.entries(documentsOf(places)).map(([name, documents]) =>
        db.collection(name).insertMany(documents, { ordered: false }),
      ),
    );
  }
  await db.collection('certificates').createIndex({ session: 1, subject: 1 });
}

function documentsOf(places: number[]): Record<string, object[]> {
  const session = GREAT_SESSION;
  const own = places.map((place) => {
    const region = GREAT_REGIONS[Math.floor(place / 5) % 270]?.code ?? '';
    return { place, region, seat: `kursi-${place}`, registration: `orang-${place}` };
  });
  const common = ({ seat, region, registration }: (typeof own)[number]) => ({
    ...{ session, seat, region, registration },
  });
  return {
    seats: own.map(({ place, region, seat: _id }) => ({
      ...{
        _id,
        session,
        region,
        group: null,
        office: `jabatan-${Math.floor(place / 1_350) * 5 + (place % 5)}`,
        ordinal: place,
      },
      ...{ title: 'Kepala Kantor Uji', place: 'Kabupaten Uji', required: true, issue: 1 },
    })),
    registrations: own.map(({ place, region, seat, registration: _id }) => ({
      ...{ _id, schemaVersion: 1, session, seat, region, office: 'kepala', required: true },
      ...{ name: `Pejabat Uji ${place}`, acting: '', contact: '0800', identifiedBy: 'link' },
      ...{ pinHash: null, generation: 1, active: true, registeredAt: minute(-60) },
      ...{ checkedInAt: minute(-5), ended: null },
    })),
    presence: own.flatMap((one) =>
      [0, 1].map((stay) => ({
        ...{ _id: `hadir-${one.place}-${stay}`, ...common(one), kind: 'socket', device: 'phone' },
        ...{ room: null, node: 'uji', renewedAt: null, endedBy: 'left' },
        ...{ startedAt: minute(stay * 60), endedAt: minute(stay * 60 + 50) },
      })),
    ),
    readings: own.map(({ registration: _id, place }) => ({
      ...{ _id, session },
      ticks: Object.fromEntries([1, 2, 3, 4].map((clause) => [clause, minute(10 + clause)])),
      together: Object.fromEntries([1, 2, 3, 4].map((clause) => [clause, place % 2 === 0])),
    })),
    signatures: own.map((one) => ({
      ...{ _id: `ttd-${one.place}`, ...common(one), schemaVersion: 1, kind: 'signature' },
      ...{ signedAt: minute(20), leafHash: one.place.toString(16).padStart(64, '0') },
    })),
    certificates: own.flatMap(({ place, registration: subject }) =>
      ['declaration', 'participation'].map((kind) => ({
        ...{ _id: `${kind}-${place}`, session, subject, kind, active: true, sha256: 'ab' },
        ...{ number: `IKR-2020-10-07-${kind[0]?.toUpperCase()}-${place}`, issuedAt: ENDED_AT },
      })),
    ),
  };
}
