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
import { mm } from './drawing/curves.ts';
import { DECLARATION_SIZE, drawDeclaration } from './drawing/declaration-layout.ts';
import { createFaceMemory } from './drawing/face-memory.ts';
import { assertGlyphs, type CertificateFonts, loadFonts } from './drawing/fonts.ts';
import { type PackedForm, packForm } from './drawing/form.ts';
import { wordForm } from './drawing/outlines.ts';
import { drawParticipation, PARTICIPATION_SIZE } from './drawing/participation-layout.ts';
import { finishDocument, openDocument } from './drawing/pdf-document.ts';
import { sealFigure } from './drawing/seal-figure.ts';
import { TaggedPage } from './drawing/tagged-page.ts';
import { longTexts } from './long-glyphs.ts';
import { addSignatureField } from './placeholder.ts';
import { type Prepared, type SealField, sheetOf } from './prepared.ts';
import { drawLong } from './render-long.ts';
import { createWordingMemory, type WordingSource } from './wording.ts';
import { printedOffice, wordingFields } from './wording-fields.ts';

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
}

/** Reads fonts and the shared words (`templates` has shared.hbs). Slow: once per process. */
export async function createCertificateRenderer(templates: string): Promise<CertificateRenderer> {
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
    async render(input, wording, field) {
      const data = certificateDataSchema.parse(input);
      const words = isPersonal(data) ? wordsOf(wording) : longWordsOf(wording);
      // The words around the seal and in the micro print are capitals.
      const capitals = `${words.raw} ${data.emblemText}`.toUpperCase();
      const faces = (texts: string) => facesOf(printable(`${texts} ${words.raw} ${capitals}`));
      if (isPersonal(data))
        return draw(data, field, { faces: faces(allTexts(data)), words, formsOf });
      const texts = longTexts(data, checkGlyphs);
      return drawLong(data, field, { faces: faces(texts), words, formsOf });
    },
  };
}

function draw(data: PersonalData, field: SealField, prepared: Prepared): Promise<Buffer> {
  const fields = wordingFields(data);
  const words = (block: string) => prepared.words(block, fields);
  const [width, height] = data.kind === 'declaration' ? DECLARATION_SIZE : PARTICIPATION_SIZE;
  const doc = openDocument({
    size: [mm(width), mm(height)],
    title: words('document-title'),
    code: data.code,
    createdAt: new Date(data.issuedAt),
  });
  const page = new TaggedPage(doc, prepared.faces);
  const sheet = sheetOf(data, page, words, prepared);
  const common = { ...data, ...data.holder, office: printedOffice(data.holder) };
  if (data.kind === 'participation') drawParticipation(sheet, common);
  else drawDeclaration(sheet, { ...common, ...data.declaration, ...data });
  page.close((document, root) => {
    const claimedAt = new Date(data.issuedAt);
    if (field > 0) addSignatureField(document, root, { bytes: field, claimedAt });
  });
  return finishDocument(doc);
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
