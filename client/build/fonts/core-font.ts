// A web font for the characters that nearly every text has: a variable font's own file without the
// outlines and pairs of all others, about two thirds of its size. Axes and figures are the font’s.
import { create } from 'fontkit';
import { keepOutlines, keepVariations, partsOfGlyphs } from './glyph-outlines.ts';
import { keepPairs } from './kerning.ts';
import { withoutFeatures } from './layout-table.ts';
import { reachableGlyphs } from './reachable-glyphs.ts';
import { characterTable, namelessPost, renamed } from './small-tables.ts';
import { type FontTable, readWoff2, writeWoff2 } from './woff2-file.ts';

/** What is printed on a keyboard, and the signs that the texts have beside it. */
export const CORE_CHARACTERS: readonly number[] = [
  ...Array.from({ length: 0x7f - 0x20 }, (_, index) => 0x20 + index),
  ...[...'\u00a0\u00ad©°·×–—‘’“”•…−↑↓'].map((character) => character.charCodeAt(0)),
];

/** Fractions and letters of other languages: no page asks for them. */
const UNUSED = ['frac', 'numr', 'dnom', 'locl'];

const NOT_DEFINED = 0;

const tableOf = (tables: readonly FontTable[], tag: string): Buffer => {
  const table = tables.find((one) => one.tag === tag);
  if (!table) throw new Error(`A font without ${tag}`);
  return table.data;
};

/** Code point to glyph, of those in `characters` that the font has. */
const glyphsIn = (file: Buffer, characters: readonly number[]): Map<number, number> => {
  const font = create(file);
  if (!('glyphForCodePoint' in font)) throw new Error('A collection of fonts');
  const has = characters.filter((code) => font.hasGlyphForCodePoint(code));
  return new Map(has.map((code) => [code, font.glyphForCodePoint(code).id]));
};

/**
 * The part of a variable TrueType font (`file`, WOFF2) that `characters` (code points) need, called
 * `family`; also WOFF2. Throws for a font of another kind.
 */
export function coreFont(
  file: Buffer,
  options: { family: string; characters: readonly number[] },
): Buffer {
  const tables = readWoff2(file);
  const glyphs = glyphsIn(file, options.characters);
  const parts = partsOfGlyphs(tableOf(tables, 'glyf'));
  const gsub = tableOf(tables, 'GSUB');
  const kept = reachableGlyphs([NOT_DEFINED, ...glyphs.values()], {
    ...{ gsub, parts, unused: UNUSED },
  });
  const changes: Record<string, (data: Buffer) => Buffer> = {
    glyf: (data) => keepOutlines(data, kept),
    gvar: (data) => keepVariations(data, kept),
    GPOS: (data) => keepPairs(data, kept),
    GSUB: (data) => withoutFeatures(data, UNUSED),
    cmap: () => characterTable(glyphs),
    name: (data) => renamed(data, options.family),
    post: namelessPost,
  };
  const changed = tables.map((table) => {
    const data = changes[table.tag]?.(table.data) ?? table.data;
    // The outlines' length is only what the whole font had; browsers find their own.
    const isAsBefore = data === table.data || table.tag === 'glyf';
    return { ...table, data, length: isAsBefore ? table.length : data.length };
  });
  return writeWoff2(changed, file.readUInt32BE(4));
}
