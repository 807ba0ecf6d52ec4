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
const SPACE = 32;

/**
 * Reads and parses the faces that lie in the folder beside. Slow (about 100 ms): call it once.
 * Their spaces are widened as the design asks.
 */
export async function loadFonts(): Promise<CertificateFonts> {
  const folder = new URL('../fonts/', import.meta.url);
  const load = async (name: FontName): Promise<Font> => {
    const font = create(await readFile(new URL(FILES[name], folder)));
    if (!('layout' in font)) throw new Error(`${FILES[name]} is a collection, not a font`);
    return withWiderSpaces(font, (WIDER_SPACE[name] * font.unitsPerEm) / 1000);
  };
  const names = Object.keys(FILES) as FontName[]; // the keys of a constant of ours
  const faces = await Promise.all(names.map(async (name) => [name, await load(name)] as const));
  // Every name of FILES is there, which fromEntries can't tell the compiler.
  return Object.fromEntries(faces) as CertificateFonts;
}

/** Throws MissingGlyphError when a character of `text` has no glyph in the face. */
export function assertGlyphs(font: Font, text: string): void {
  for (const character of text) {
    if (!font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) {
      throw new MissingGlyphError(character);
    }
  }
}

function withWiderSpaces(font: Font, extra: number): Font {
  const layout = (text: string, features?: Record<string, boolean>) => {
    const { glyphs, positions } = font.layout(text, features);
    const wider = positions.map((position, i) =>
      glyphs[i]?.codePoints[0] === SPACE
        ? { ...position, xAdvance: position.xAdvance + extra }
        : position,
    );
    const advanceWidth = wider.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
    return { glyphs, positions: wider, advanceWidth } satisfies Partial<GlyphRun>;
  };
  return Object.create(font, { layout: { value: layout } });
}
