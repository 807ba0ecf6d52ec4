// One person's certificate: the page is drawn each time, the document around it once for all of its shape.
import type { PersonalData } from './certificate-data.ts';
import { mm } from './drawing/curves.ts';
import { DECLARATION_SIZE, drawDeclaration } from './drawing/declaration-layout.ts';
import { cutSkeleton, type Skeleton, TOKENS } from './drawing/document-skeleton.ts';
import { createPageRecorder, type RecordedPage } from './drawing/page-recorder.ts';
import { drawParticipation, PARTICIPATION_SIZE } from './drawing/participation-layout.ts';
import {
  type DocumentFacts,
  finishDocument,
  openDocument,
  type PageTarget,
  type PdfDocument,
  packContent,
} from './drawing/pdf-document.ts';
import { TaggedPage } from './drawing/tagged-page.ts';
import { addSignatureField } from './placeholder.ts';
import { type Prepared, sheetOf } from './prepared.ts';
import { printedOffice, wordingFields } from './wording-fields.ts';

/** Skeletons of about 100 kB; the places of pictures differ where long texts move them. */
const MEMORY = 32;

/** Draws the page; what is left open of the tree is closed by the caller. */
function drawPage(data: PersonalData, target: PageTarget, prepared: Prepared): TaggedPage {
  const fields = wordingFields(data);
  const page = new TaggedPage(target, prepared.faces);
  const sheet = sheetOf(data, page, (block) => prepared.words(block, fields), prepared);
  const common = { ...data, ...data.holder, office: printedOffice(data.holder) };
  if (data.kind === 'participation') drawParticipation(sheet, common);
  else drawDeclaration(sheet, { ...common, ...data.declaration, ...data });
  return page;
}

const factsOf = (data: PersonalData, { words }: Prepared): DocumentFacts => {
  const [width, height] = data.kind === 'declaration' ? DECLARATION_SIZE : PARTICIPATION_SIZE;
  const title = words('document-title', wordingFields(data));
  const createdAt = new Date(data.issuedAt);
  return { size: [mm(width), mm(height)], title, code: data.code, createdAt };
};

/** The whole document by pdfkit: what the drawing with skeletons must equal byte for byte. */
export function drawByPdfkit(
  data: PersonalData,
  field: number,
  prepared: Prepared,
): Promise<Buffer> {
  const facts = factsOf(data, prepared);
  const doc = openDocument(facts);
  closePage(doc, drawPage(data, doc, prepared), field, facts.createdAt);
  return finishDocument(doc);
}

function closePage(doc: PdfDocument, page: TaggedPage, field: number, claimedAt: Date): void {
  page.close((root) => {
    if (field > 0) addSignatureField(doc, root, { bytes: field, claimedAt });
  });
  packContent(doc);
}

/** Draws certificates; the first one of a shape takes some 10 ms longer than the others. */
export function createPersonalDrawing(): typeof drawByPdfkit {
  const record = createPageRecorder();
  const known = new Map<string, Skeleton>();
  return async (data, field, prepared) => {
    const { size, ...facts } = factsOf(data, prepared);
    const page = record(size, (target) => void drawPage(data, target, prepared));
    const shape = `${field} ${page.shape}`;
    let skeleton = known.get(shape);
    if (!skeleton) {
      skeleton = await makeSkeleton(data, field, prepared, page);
      if (known.size >= MEMORY) known.clear();
      known.set(shape, skeleton);
    }
    return skeleton({ facts, content: page.content, alts: page.alts });
  };
}

/** Has pdfkit draw the page once more, with tokens for what differs from one to the next. */
async function makeSkeleton(
  data: PersonalData,
  field: number,
  prepared: Prepared,
  { content }: RecordedPage,
): Promise<Skeleton> {
  const doc = openDocument({ ...factsOf(data, prepared), ...TOKENS });
  const struct = doc.struct.bind(doc);
  let pictures = 0;
  doc.struct = (type, options = {}) =>
    struct(type, options.alt === undefined ? options : { ...options, alt: TOKENS.alt(pictures++) });
  const page = drawPage(data, doc, prepared);
  const contentId = doc.page.content.id;
  closePage(doc, page, field, TOKENS.createdAt);
  return cutSkeleton(await finishDocument(doc), contentId, content);
}
