// What the rows of a roll add up to, whole and by region, counted while they are written.
import { OUTSIDE } from '../reports/index.ts';
import type { RollRow } from './roll-rows.ts';

/** Of a session or of a region. */
export interface RollCounts {
  seats: number;
  /** Registrations, ended ones among them. */
  people: number;
  /** Seats on which somebody ever was. */
  came: number;
  /** Holders who met the attendance rule. */
  met: number;
  /** Signatures that count. */
  signed: number;
  withdrawn: number;
  /** Certificates in force of either kind. */
  declarations: number;
  participations: number;
}

export interface RegionCounts extends RollCounts {
  code: string;
  name: string;
  province: string;
}

export const emptyCounts = (): RollCounts => ({
  ...{ seats: 0, people: 0, came: 0, met: 0, signed: 0, withdrawn: 0 },
  ...{ declarations: 0, participations: 0 },
});

/** Counts rows; those of a seat come one after the other. */
export function createRollTotals() {
  const whole = emptyCounts();
  const regions = new Map<string, RegionCounts>();
  let seat: string | undefined;
  let hasCome = false;
  const regionOf = ({ regionCode, region, province }: RollRow['place']): RegionCounts => {
    const known = regions.get(regionCode);
    if (known) return known;
    const name = regionCode === OUTSIDE ? '' : region;
    const made = { code: regionCode, name, province, ...emptyCounts() };
    regions.set(regionCode, made);
    return made;
  };
  return {
    add(row: RollRow): void {
      const isNew = row.place.seat !== seat;
      const came = (row.person?.stays.length ?? 0) > 0;
      const counted = { isNew, came: came && (isNew || !hasCome) };
      hasCome = came || (!isNew && hasCome);
      seat = row.place.seat;
      addRow(whole, row, counted);
      addRow(regionOf(row.place), row, counted);
    },
    whole: (): Readonly<RollCounts> => whole,
    /** In the order of their first seats. */
    regions: (): RegionCounts[] => [...regions.values()],
  };
}
export type RollTotals = ReturnType<typeof createRollTotals>;

const one = (holds: boolean | undefined): number => (holds ? 1 : 0);

function addRow(
  counts: RollCounts,
  { person, withdrawnAt, certificates }: RollRow,
  { isNew, came }: { isNew: boolean; came: boolean },
): void {
  const hasSigned = person !== undefined && person.signedAt !== null;
  const inForce = (kind: string): number =>
    certificates.filter((each) => each.kind === kind && each.active).length;
  counts.seats += one(isNew);
  counts.people += one(person !== undefined);
  counts.came += one(came);
  counts.met += one(person?.standing === 'active' && person.attendance.met);
  counts.signed += one(hasSigned && withdrawnAt === null);
  counts.withdrawn += one(hasSigned && withdrawnAt !== null);
  counts.declarations += inForce('declaration');
  counts.participations += inForce('participation');
}
