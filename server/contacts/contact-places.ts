// From what people write for a region and an office to the seat that is meant.
import type { Seat } from '../invitations/index.ts';
import type { Region } from '../regions/index.ts';

/** Whom a contact belongs to: a seat's id, or a region's coordinator. */
export interface Target {
  id: string;
  region: string | null;
  /** As people read it: "Sekretaris Daerah, Kabupaten Kendal". */
  label: string;
}
export type Found =
  | Target
  | 'REGION_MISSING'
  | 'REGION_UNKNOWN'
  | 'OFFICE_MISSING'
  | 'OFFICE_UNKNOWN';

/** The office that stands for a region's personnel agency in a contact file. */
export const COORDINATOR = 'koordinator';
export const coordinatorTarget = (region: string): string => `${COORDINATOR}:${region}`;

type KnownSeat = Pick<Seat, '_id' | 'region' | 'office' | 'title' | 'place'>;

/** Letters and digits only, "Kab." spelled out: what two spellings of one name share. */
export const plainName = (typed: string): string =>
  typed
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bkab\b/g, 'kabupaten')
    .replace(/\bprov\b/g, 'provinsi')
    .trim();

/** A spreadsheet takes 12.10 for a number and drops its last digit. */
const wholeCode = (typed: string): string => (/^\d\d\.\d$/.test(typed) ? `${typed}0` : typed);

/** Finds seats by region (code or name) and office (code or title). */
export function createPlaces(regions: Region[], seats: KnownSeat[]) {
  const byCode = new Map(regions.map((region) => [region.code, region]));
  const byName = new Map<string, Region | null>();
  for (const region of regions) {
    const name = plainName(region.name);
    byName.set(name, byName.has(name) ? null : region);
  }
  const inside = new Map<string, KnownSeat>();
  // Spelled plainly once: a file may have 100,000 rows, and each is compared with all of them.
  const outside = seats
    .filter(({ region }) => region === null)
    .map((seat) => ({
      seat,
      place: plainName(seat.place),
      names: [plainName(seat.office), plainName(seat.title)],
    }));
  for (const seat of seats) {
    for (const office of [seat.office, seat.title]) {
      const key = `${seat.region}|${plainName(office)}`;
      if (seat.region !== null && !inside.has(key)) inside.set(key, seat);
    }
  }
  /** Outside regions the place, the office, or both say which seat is meant. */
  const findOutside = (place: string, office: string): KnownSeat | undefined => {
    const there = outside.filter((one) => one.place === place);
    const near = place === '' ? outside : there;
    const named = near.find(({ names }) => names.includes(office));
    return (named ?? (there.length === 1 && office === '' ? there[0] : undefined))?.seat;
  };
  const targetOf = (seat: KnownSeat): Target => ({
    id: seat._id,
    region: seat.region,
    label: `${seat.title}, ${seat.place}`,
  });

  return {
    find(place: string, office: string): Found {
      const wanted = plainName(office);
      const elsewhere = findOutside(plainName(place), wanted);
      if (elsewhere) return targetOf(elsewhere);
      if (place === '') return 'REGION_MISSING';
      const region = byCode.get(wholeCode(place)) ?? byName.get(plainName(place));
      if (!region) return 'REGION_UNKNOWN';
      if (wanted === '') return 'OFFICE_MISSING';
      if (wanted === COORDINATOR) {
        const label = `Koordinator, ${region.name}`;
        return { id: coordinatorTarget(region.code), region: region.code, label };
      }
      const seat = inside.get(`${region.code}|${wanted}`);
      return seat ? targetOf(seat) : 'OFFICE_UNKNOWN';
    },
  };
}
export type Places = ReturnType<typeof createPlaces>;
