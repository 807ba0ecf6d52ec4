// From checked data to an unsealed PDF: faces, wording and line work are prepared once and shared.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CertificateData,
  certificateDataSchema,
  isPersonal,
  type PersonalData,
  printable,
} from './certificate-data.ts';
import { background, LANDSCAPE, PORTRAIT } from './drawing/background.ts';
import { COPPER, fill, tint } from './drawing/colours.ts';
import { createFaceMemory } from './drawing/face-memory.ts';
import { assertGlyphs, type CertificateFonts, loadFonts } from './drawing/fonts.ts';
import { type PackedForm, packForm } from './drawing/form.ts';
import { wordForm } from './drawing/outlines.ts';
import { sealFigure } from './drawing/seal-figure.ts';
import { longTexts } from './long-glyphs.ts';
import type { Prepared, SealField } from './prepared.ts';
import { drawLong } from './render-long.ts';
import { createPersonalDrawing } from './render-personal.ts';
import { createWordingMemory, type WordingSource } from './wording.ts';

/** Drawings kept per process: a process rarely serves more campaigns than this. */
const MEMORY = 40;

/** Renders certificates; one for a process. */
export interface CertificateRenderer {
  /**
   * The unsealed PDF (PDF/A-3a, PDF/UA-1). Throws ZodError for data that is not a certificate's,
   * MissingGlyphError for a character that the fonts lack, DoesNotFitError for endless texts.
   */
  render(data: CertificateData, wording: WordingSource, field: SealField): Promise<Buffer>;
  /** Throws MissingGlyphError when a certificate could not write the text. */
  checkGlyphs(text: string): void;
  /** Throws MissingGlyphError or a ZodError for data that can't be printed. */
  check(data: CertificateData): void;
}

/**
 * Reads fonts and the shared words (`templates` has shared.hbs). Slow: once per process.
 * `drawPersonal` can be given as the plain way, `drawByPdfkit`, which gives the same bytes.
 */
export async function createCertificateRenderer(
  templates: string,
  drawPersonal = createPersonalDrawing(),
): Promise<CertificateRenderer> {
  const [fonts, shared, rows] = await Promise.all([
    loadFonts(),
    readFile(join(templates, 'shared.hbs'), 'utf8'),
    readFile(join(templates, 'rows.hbs'), 'utf8'),
  ]);
  const wordsOf = createWordingMemory(shared);
  const longWordsOf = createWordingMemory(`${shared}\n${rows}`);
  const facesOf = createFaceMemory(fonts);
  const formsOf = createFormMemory(fonts);
  const checkGlyphs = (text: string) => {
    for (const font of Object.values(fonts)) assertGlyphs(font, printable(text));
  };
  return {
    checkGlyphs,
    check(input) {
      const data = certificateDataSchema.parse(input);
      if (isPersonal(data)) checkGlyphs(allTexts(data));
      else longTexts(data, checkGlyphs);
    },
    async render(input, wording, field) {
      const data = certificateDataSchema.parse(input);
      const words = isPersonal(data) ? wordsOf(wording) : longWordsOf(wording);
      // The words around the seal and in the micro print are capitals.
      const capitals = `${words.raw} ${data.emblemText}`.toUpperCase();
      const faces = (texts: string) => facesOf(printable(`${texts} ${words.raw} ${capitals}`));
      if (isPersonal(data))
        return drawPersonal(data, field, { faces: faces(allTexts(data)), words, formsOf });
      const texts = longTexts(data, checkGlyphs);
      return drawLong(data, field, { faces: faces(texts), words, formsOf });
    },
  };
}

/** Every text of the data, to be looked up in the fonts. */
function allTexts(data: PersonalData): string {
  const { holder, event, host, partners, issuer, emblemText } = data;
  const own =
    data.kind === 'declaration'
      ? [
          ...Object.values(data.declaration).flat(),
          data.mark.method === 'typed' ? data.mark.text : '',
        ]
      : [];
  return [...Object.values(holder), event.campaign, event.theme, host, partners, issuer, emblemText]
    .concat(own)
    .join(' ');
}

/** Packed drawings by their words and colours, at most MEMORY of each kind of certificate. */
function createFormMemory(fonts: CertificateFonts): Prepared['formsOf'] {
  const known = new Map<string, PackedForm>();
  const remember = (key: string, make: () => PackedForm): PackedForm => {
    const form = known.get(key) ?? make();
    if (known.size >= MEMORY && !known.has(key)) known.clear();
    known.set(key, form);
    return form;
  };
  return (data, ring, mark) => {
    const { accent, ornament, signature } = data.colours;
    const shape = data.kind === 'participation' ? LANDSCAPE : PORTRAIT;
    return {
      background: remember(`paper ${shape.width} ${accent} ${ornament}`, () =>
        packForm(background(shape, { accent, ornament })),
      ),
      seal: remember(`seal ${signature} ${ring}`, () =>
        packForm(sealFigure(fonts.sansBold, ring.toUpperCase(), signature)),
      ),
      sampleMark: remember(`mark ${mark}`, () =>
        packForm(wordForm(fonts.serifBold, mark, 50, fill(tint(COPPER, 0.16)))),
      ),
    };
  };
}
