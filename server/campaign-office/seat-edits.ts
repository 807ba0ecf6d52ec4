// Offices as named values, so that two who edit them are put together office by office.
import { z } from 'zod';
import { type EditBase, mergeEdits } from './merge-edits.ts';
import { GROUPS, type SeatPlan } from './seat-rules.ts';

type Edits = Record<string, string>;

const inRegion = z.object({ code: z.string(), title: z.string(), required: z.boolean() });
const outside = z.object({
  ...{ group: z.enum(GROUPS), code: z.string(), title: z.string(), office: z.string() },
});
const atLeast = z.object({ atLeast: z.number() });
const rules = z.object({
  complete: z.union([z.enum(['required', 'all']), atLeast]),
  signed: z.union([z.enum(['obliged', 'required']), atLeast]),
});

/** One value an office, and one for the rules. */
export const editsOf = ({ seats, regionRules }: SeatPlan): Edits => {
  const entries = [
    ...seats.inRegions.map((one) => [`d:${one.code}`, JSON.stringify(inRegion.parse(one))]),
    ...seats.outside.map((one) => [`l:${one.code}`, JSON.stringify(outside.parse(one))]),
    ['aturan', JSON.stringify(rules.parse(regionRules))],
  ];
  return Object.fromEntries(entries);
};

const planOf = (edits: Edits): SeatPlan => {
  const listed = (list: string) =>
    Object.entries(edits).flatMap(([name, value]) =>
      name.startsWith(list) && value !== '' ? [JSON.parse(value)] : [],
    );
  return {
    seats: {
      inRegions: listed('d:').map((one) => inRegion.parse(one)),
      outside: listed('l:').map((one) => outside.parse(one)),
    },
    regionRules: rules.parse(JSON.parse(edits.aturan ?? '')),
  };
};

export interface MergedSeats {
  plan: SeatPlan;
  /** Codes of offices that both changed, or `aturan` for the rules. */
  both: string[];
  theirs: string[];
}

/** Puts two editors' offices together; one that is removed counts as changed to nothing. */
export function mergeSeats(base: EditBase<Edits>, mine: SeatPlan, stored: SeatPlan): MergedSeats {
  const [own, there] = [editsOf(mine), editsOf(stored)];
  const names = [...new Set([...Object.keys(there), ...Object.keys(own), ...Object.keys(base)])];
  const whole = (edits: EditBase<Edits>): Edits =>
    Object.fromEntries(names.map((name) => [name, edits[name] ?? '']));
  const { form, both, theirs } = mergeEdits(whole(base), whole(own), whole(there));
  const bare = (list: (string | number)[]) =>
    list.map((name) => String(name).replace(/^[dl]:/, ''));
  return { plan: planOf(form), both: bare(both), theirs: bare(theirs) };
}
