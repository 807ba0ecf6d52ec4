// A character that the certificate's faces can't write is refused before anything is issued.

/** `code` is always MISSING_GLYPH; `glyph` is the character, `codePoint` its U+ name. */
export class MissingGlyphError extends Error {
  readonly code = 'MISSING_GLYPH';
  readonly glyph: string;
  readonly codePoint: string;

  constructor(glyph: string) {
    const hex = (glyph.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    super(`The certificate's fonts have no glyph for "${glyph}" (U+${hex})`);
    this.name = 'MissingGlyphError';
    this.glyph = glyph;
    this.codePoint = `U+${hex}`;
  }
}
