// A region's state as a pure function over sets of seats, by the campaign's rules; and the figures.
import type { RegionRules } from '../campaigns/index.ts';
import type { BoardRow, RegionState } from '../protocol/board.ts';

/** The seats of one region by what is so of them, as sets of their ids. */
export interface RegionSets {
  all: ReadonlySet<string>;
  required: ReadonlySet<string>;
  /** Present now. */
  present: ReadonlySet<string>;
  signed: ReadonlySet<string>;
  /** The holder had checked in when signing opened; fixed from then on. */
  obliged: ReadonlySet<string>;
}

type Seats = ReadonlySet<string>;

const isWithin = (some: Seats, whole: Seats): boolean => {
  for (const id of some) if (!whole.has(id)) return false;
  return true;
};

const inBoth = (a: Seats, b: Seats): Seats => {
  const both = new Set<string>();
  for (const id of a) if (b.has(id)) both.add(id);
  return both;
};

/** Whether everybody that the rule asks for is present now. A region of no such seat never is. */
function isComplete({ all, required, present }: RegionSets, rules: RegionRules): boolean {
  const { complete } = rules;
  if (typeof complete === 'object') return inBoth(all, present).size >= complete.atLeast;
  const asked = complete === 'all' ? all : required;
  return asked.size > 0 && isWithin(asked, present);
}

/**
 * Whether the region has signed: at least one signature, and all that the rule asks for.
 *
 * It never goes back, whichever rule is chosen, because what is asked for never grows and what is
 * there never shrinks: signatures are only added. `required`: the required seats are the campaign's
 * and fixed. `obliged`: whom signing finds checked in is fixed at its opening; a later release takes
 * somebody out of the set, and nobody comes in. (Signing cannot be opened anew at a later moment
 * once there is a signature: the session's machine refuses it, and reopening keeps the moment.)
 * `atLeast`: a fixed number, and a count that only grows.
 */
function isSigned(sets: RegionSets, rules: RegionRules): boolean {
  const { required, signed, obliged } = sets;
  if (signed.size === 0) return false;
  if (typeof rules.signed === 'object') return signed.size >= rules.signed.atLeast;
  return isWithin(rules.signed === 'required' ? required : inBoth(required, obliged), signed);
}

/** 3 signed, else 2 complete, else 1 when anybody is present or has signed, else 0. */
export function regionState(sets: RegionSets, rules: RegionRules): RegionState {
  if (isSigned(sets, rules)) return 3;
  if (isComplete(sets, rules)) return 2;
  return sets.present.size > 0 || sets.signed.size > 0 ? 1 : 0;
}

/** The row of one region. */
export const boardRow = (code: string, sets: RegionSets, rules: RegionRules): BoardRow => [
  code,
  regionState(sets, rules),
  sets.required.size,
  sets.present.size,
  sets.signed.size,
];
