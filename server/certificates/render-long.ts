// From a long document's data to its unsealed PDF of many pages, the rows attached as a workbook.
import type { LongData } from './certificate-data.ts';
import { mm } from './drawing/curves.ts';
import { LONG_SIZE } from './drawing/long-pages.ts';
import { drawMinutes } from './drawing/minutes-layout.ts';
import { finishDocument, openDocument } from './drawing/pdf-document.ts';
import { drawRegion } from './drawing/region-layout.ts';
import { drawRoll } from './drawing/roll-layout.ts';
import type { Sheet } from './drawing/sheet.ts';
import { TaggedPage } from './drawing/tagged-page.ts';
import { minutesText, regionText, rollText } from './long-rows.ts';
import { longWordingFields } from './long-wording-fields.ts';
import { longWorkbook, XLSX_TYPE } from './long-workbook.ts';
import { addSignatureField } from './placeholder.ts';
import { type Prepared, type SealField, sheetOf } from './prepared.ts';

/**
 * Draws the document (PDF/A-3a, PDF/UA-1) with its rows as an XLSX beside them. BlockTooHighError
 * for a paragraph that no page can hold.
 */
export async function drawLong(
  data: LongData,
  field: SealField,
  prepared: Prepared,
): Promise<Buffer> {
  const fields = longWordingFields(data);
  const words = (block: string) => prepared.words(block, fields);
  const workbook = await longWorkbook(data, words);
  const [width, height] = LONG_SIZE;
  const createdAt = new Date(data.issuedAt);
  const title = words('document-title');
  const facts = { size: [mm(width), mm(height)] as const, title, code: data.code, createdAt };
  const doc = openDocument(facts);
  const page = new TaggedPage(doc, prepared.faces);
  drawKind(data, sheetOf(data, page, words, prepared));
  doc.file(workbook, {
    name: `${data.number}.xlsx`,
    type: XLSX_TYPE,
    description: words('attachment'),
    relationship: 'Data',
    creationDate: createdAt,
    modifiedDate: createdAt,
  });
  page.close((root) => {
    if (field > 0) addSignatureField(doc, root, { bytes: field, claimedAt: createdAt });
  });
  return finishDocument(doc);
}

function drawKind(data: LongData, sheet: Sheet): void {
  const { words } = sheet;
  const said = { erased: words('erased'), late: words('late') };
  if (data.kind === 'region') drawRegion(sheet, regionText(data, said));
  else if (data.kind === 'roll') {
    const outside = { province: words('outside'), region: words('outside-region') };
    drawRoll(sheet, rollText(data, { ...said, ...outside }));
  } else {
    const [outside, sum] = [words('outside'), words('sum')];
    const rest = {
      ...{ more: words('more-offices'), all: words('all-offices'), nobody: words('nobody') },
    };
    drawMinutes(sheet, minutesText(data, { outside, sum, ...rest }));
  }
}
