// From the inventory to writes: which documents, and what stands in them afterwards. Pure. Each step
// finds only what is not yet erased, so that it may be repeated and its count is what it changed.
import type { EraseGroup, EraseRule, Holding, Lead } from './inventory-shape.ts';
import { ERASED_AUTHOR } from './inventory-shape.ts';

/** Whose values: of a whole session, or of one person in it. */
export interface ErasureScope {
  session: string;
  /** Null: everybody's. */
  person: ScopedPerson | null;
  /** The session's contact files, whose rows know no session. */
  imports: readonly string[];
}

export interface ScopedPerson {
  registration: string;
  seat: string;
  /** Somebody else has the seat now: how it is reached is theirs. */
  isSeatTaken: boolean;
  /** From when on they held the seat. */
  registeredAt: Date;
  /** When they left the seat; null: they hold it. What is stored of it later is not theirs. */
  leftAt: Date | null;
  /** Staff still work with the session's contact files: only the seat's own rows go. */
  isBeforeEnd: boolean;
  region: string | null;
  /** Of their signature; null without one. */
  leafHash: string | null;
}

type Filter = Record<string, unknown>;

/** One write: `remove` ends documents, else `set` and `increase` change a field. */
export interface ErasureStep {
  /** What it is counted under: the collection, or the collection and its field. */
  name: string;
  collection: string;
  filter: Filter;
  change: { remove: true } | { set: Record<string, unknown>; increase?: string; stamp?: string };
}

/** What leads to a person; undefined: there is nothing of theirs here. */
export function filterOf(of: Lead, { session, person, imports }: ErasureScope): Filter | undefined {
  if (of === 'certificates') return undefined;
  const files = { import: { $in: [...imports] } };
  if (!person) return of === 'import' ? files : { session };
  const { registration, seat, isSeatTaken, leftAt, region, isBeforeEnd } = person;
  const upTo = leftAt ? { $lte: leftAt } : {};
  if (of === 'import' && !isBeforeEnd) return files;
  if (of === 'self') return { session, _id: registration };
  if (of === 'registration') return { session, registration };
  if (of === 'region') return region === null ? undefined : { session, region };
  if (of === 'audit') {
    // Some events name the seat alone: they are about whoever held it then.
    const held = { 'data.seat': seat, at: { $gte: person.registeredAt, ...upTo } };
    const byOrOf = [{ 'actor.id': registration }, { 'data.registration': registration }];
    return { session, $or: [...byOrOf, held] };
  }
  const own = { session, ...(leftAt && { at: upTo }) };
  // Where something went while they held the seat says nothing of who has it now.
  if (of === 'mailed') return { ...own, target: seat };
  if (isSeatTaken) return undefined;
  if (of === 'import') return { ...files, target: seat };
  return of === 'seat' ? { ...own, _id: seat } : { ...own, target: seat };
}

/** The steps of some groups, in the inventory's order; the certificates have an eraser of their own. */
export function planErasure(
  inventory: readonly Holding[],
  scope: ErasureScope,
  groups: readonly EraseGroup[],
): ErasureStep[] {
  return inventory.flatMap(({ name, of, remove, erase }): ErasureStep[] => {
    const filter = of && filterOf(of, scope);
    if (!filter) return [];
    if (remove?.some((group) => groups.includes(group))) {
      return [{ name, collection: name, filter, change: { remove: true } }];
    }
    return Object.entries(erase ?? {})
      .filter(([, { group }]) => groups.includes(group))
      .map(([field, rule]) => stepOf({ name, field, rule, filter: own(name, filter, field) }));
  });
}

/** Staff's own addresses are theirs: only those of people without an account go. */
const own = (name: string, filter: Filter, field: string): Filter =>
  name === 'audit' && field === 'address'
    ? { ...filter, 'actor.kind': { $nin: ['staff', 'machine', 'system'] } }
    : filter;

function stepOf(given: {
  name: string;
  field: string;
  rule: EraseRule;
  filter: Filter;
}): ErasureStep {
  const { name, field, rule, filter } = given;
  const { to, when = {}, ends } = rule;
  const isOwn = typeof to === 'object' && to !== null;
  const not = isOwn ? { $not: new RegExp(`^${ERASED_AUTHOR}`) } : { $exists: true, $ne: to };
  return {
    name: `${name}/${field.replaceAll('.', '/')}`,
    collection: name,
    filter: { $and: [filter, when, { [field]: not }] },
    change: {
      set: { [field]: isOwn ? { $concat: [ERASED_AUTHOR, '$_id'] } : { $literal: to } },
      ...(ends && { increase: 'generation', stamp: 'erasedAt' }),
    },
  };
}
