// A character that the certificate's faces can't write is refused before anything is issued.

/**
 * `code` is always MISSING_GLYPH; `glyph` is the character, `codePoint` its U+ name, `of` whose row
 * of a long document it stands on.
 */
export class MissingGlyphError extends Error {
  readonly code = 'MISSING_GLYPH';
  readonly glyph: string;
  readonly codePoint: string;
  readonly of: string | undefined;

  constructor(glyph: string, of?: string) {
    const hex = (glyph.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    // The message goes to the log, so it names nobody.
    super(`The certificate's fonts have no glyph for U+${hex}`);
    this.of = of;
    this.name = 'MissingGlyphError';
    this.glyph = glyph;
    this.codePoint = `U+${hex}`;
  }
}
