// The certificate's six faces, parsed once per process and shared by all documents.
import { readFile } from 'node:fs/promises';
import { create, type Font, type GlyphRun } from 'fontkit';
import { MissingGlyphError } from '../missing-glyph-error.ts';

const FILES = {
  sans: 'plus-jakarta-sans-400.ttf',
  sansBold: 'plus-jakarta-sans-700.ttf',
  serifRegular: 'source-serif-4-400.ttf',
  serifItalic: 'source-serif-4-400-italic.ttf',
  serif: 'source-serif-4-500.ttf',
  serifBold: 'source-serif-4-600.ttf',
} as const;

export type FontName = keyof typeof FILES;
export type CertificateFonts = Readonly<Record<FontName, Font>>;

/** Extra width of a space in thousandths of an em: Plus Jakarta Sans has a narrow one. */
const WIDER_SPACE: Record<FontName, number> = {
  sans: 80,
  sansBold: 80,
  serifRegular: 40,
  serifItalic: 40,
  serif: 40,
  serifBold: 40,
};
/** Words remembered per face; a process that ran through this many starts anew. */
const MEMORY = 20_000;
const SPACE = 32;

/**
 * Reads and parses the faces that lie beside this file. Slow (about 100 ms): call it once.
 * Each face remembers the layout of words, and its spaces are widened as the design asks.
 */
export async function loadFonts(): Promise<CertificateFonts> {
  const folder = new URL('../fonts/', import.meta.url);
  const load = async (name: FontName): Promise<Font> => {
    const font = create(await readFile(new URL(FILES[name], folder)));
    if (!('layout' in font)) throw new Error(`${FILES[name]} is a collection, not a font`);
    return rememberingFont(font, WIDER_SPACE[name]);
  };
  const names = Object.keys(FILES) as FontName[]; // the keys of a constant of ours
  const faces = await Promise.all(names.map(async (name) => [name, await load(name)] as const));
  // Every name of FILES is there, which fromEntries can't tell the compiler.
  return Object.fromEntries(faces) as CertificateFonts;
}

/** Measures texts of a face in thousandths of an em; remembers words, as pdfkit lays them out. */
export type EmWidth = (text: string) => number;

/** A measure with a memory for the face. */
export function createEmWidth(font: Font): EmWidth {
  const known = new Map<string, number>();
  const wordWidth = (word: string): number => {
    let width = known.get(word);
    if (width === undefined) {
      if (known.size >= MEMORY) known.clear();
      width = (font.layout(word).advanceWidth * 1000) / font.unitsPerEm;
      known.set(word, width);
    }
    return width;
  };
  return (text) => {
    let width = 0;
    for (const word of text.match(/[^ ]* |[^ ]+$/g) ?? []) width += wordWidth(word);
    return width;
  };
}

/** Throws MissingGlyphError when a character of `text` has no glyph in the face. */
export function assertGlyphs(font: Font, text: string): void {
  for (const character of text) {
    if (!font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) {
      throw new MissingGlyphError(character);
    }
  }
}

interface Run {
  glyphs: GlyphRun['glyphs'];
  positions: GlyphRun['positions'];
  advanceWidth: number;
}

/** The font with a memory for layouts; positions are copied because pdfkit scales them in place. */
function rememberingFont(font: Font, widerSpace: number): Font {
  const known = new Map<string, Run>();
  const extra = (widerSpace * font.unitsPerEm) / 1000;
  const layout = (text: string): Run => {
    let run = known.get(text);
    if (!run) {
      if (known.size >= MEMORY) known.clear();
      run = widenSpaces(font.layout(text), extra);
      known.set(text, run);
    }
    return { ...run, positions: run.positions.map((position) => ({ ...position })) };
  };
  return Object.create(font, { layout: { value: layout } });
}

function widenSpaces({ glyphs, positions }: GlyphRun, extra: number): Run {
  const wider = positions.map((position, i) =>
    glyphs[i]?.codePoints[0] === SPACE
      ? { ...position, xAdvance: position.xAdvance + extra }
      : { ...position },
  );
  const advanceWidth = wider.reduce((sum, position) => sum + position.xAdvance, 0);
  return { glyphs, positions: wider, advanceWidth };
}
