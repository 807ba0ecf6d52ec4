// Which glyphs a text can turn into: what a font's substitutions (GSUB) make of glyphs that are there,
// and what composed glyphs are made of.
import { coverage, lookupsOf, numbers, type Subtable, subtables } from './layout-table.ts';

/** One substitution: where all of `from` stand, `to` may stand. */
interface Rule {
  from: number[];
  to: number[];
}

const SINGLE = 1;
const MULTIPLE = 2;
const ALTERNATE = 3;
const LIGATURE = 4;
const CONTEXT = 5;
const CHAINING = 6;
const EXTENSION = 7;

const singleRules = (table: Buffer, from: number[]): Rule[] => {
  if (table.readUInt16BE(0) === 1) {
    const delta = table.readUInt16BE(4);
    return from.map((glyph) => ({ from: [glyph], to: [(glyph + delta) & 0xffff] }));
  }
  const to = numbers(table, 4);
  return from.map((glyph, index) => ({ from: [glyph], to: to.slice(index, index + 1) }));
};

const ligatureRules = (set: Buffer, first: number): Rule[] =>
  numbers(set, 0).map((offset) => {
    const others = numbers(set, offset + 2, set.readUInt16BE(offset + 2) - 1);
    return { from: [first, ...others], to: [set.readUInt16BE(offset)] };
  });

const rulesOf = ({ type, table }: Subtable): Rule[] => {
  // A context only says where the other lookups apply.
  if (type === CONTEXT || type === CHAINING) return [];
  const from = coverage(table.subarray(table.readUInt16BE(2)));
  if (type === SINGLE) return singleRules(table, from);
  const sets = numbers(table, 4).map((offset) => table.subarray(offset));
  if (type === LIGATURE) return sets.flatMap((set, index) => ligatureRules(set, from[index] ?? 0));
  if (type !== MULTIPLE && type !== ALTERNATE) throw new Error(`Substitution of type ${type}`);
  return sets.map((set, index) => ({ from: from.slice(index, index + 1), to: numbers(set, 0) }));
};

/**
 * `first` and everything that they can become or are made of. `parts[glyph]` as the outlines say;
 * the features in `unused` are never asked for. Throws for a kind of substitution that is unknown.
 */
export function reachableGlyphs(
  first: Iterable<number>,
  { gsub, parts, unused }: { gsub: Buffer; parts: readonly number[][]; unused: readonly string[] },
): Set<number> {
  const left = lookupsOf(gsub, unused);
  const rules = subtables(gsub, EXTENSION)
    .filter(({ lookup }) => !left.has(lookup))
    .flatMap(rulesOf);
  const reached = new Set(first);
  for (let before = -1; before < reached.size; ) {
    before = reached.size;
    for (const { from, to } of rules) {
      if (from.every((glyph) => reached.has(glyph))) for (const glyph of to) reached.add(glyph);
    }
    for (const glyph of [...reached]) for (const part of parts[glyph] ?? []) reached.add(part);
  }
  return reached;
}
