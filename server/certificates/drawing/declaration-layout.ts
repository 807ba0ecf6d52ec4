// The signed declaration: A4 portrait, clause by clause, as the design draws it (millimetres).
import type { Mark } from '../../protocol/socket-events.ts';
import { drawClauses, setClauses } from './clause-rows.ts';
import { drawFlow, type FlowItem, fitScale, scaled, setFlow } from './flow.ts';
import { drawMicroPrint, drawPaper, type Sheet } from './sheet.ts';
import { drawDeclarationFoot, drawSignBlock, signBlockHeight } from './sign-block.ts';
import { STYLES } from './styles.ts';

/** Width and height of the page. */
export const DECLARATION_SIZE = [210, 297] as const;
const LEFT = 26;
const WIDTH = 158;
const TOP = 24;
/** Room for the letterhead. */
const HEAD = 26;
/** Where the foot with QR code and fingerprint begins. */
const FOOT = 239;

/** What the layout needs beside the words. */
export interface DeclarationText {
  host: string;
  partners: string | null;
  opening: string;
  clauses: string[];
  closing: string;
  mark: Mark;
  name: string;
  office: string;
  region: string | null;
  late?: true | undefined;
  leafHash: string;
}

/** Draws the whole page; DoesNotFitError when the texts fit at no readable size. */
export function drawDeclaration(sheet: Sheet, text: DeclarationText): void {
  const { page } = sheet;
  drawPaper(sheet, DECLARATION_SIZE);
  const head = fitScale(TOP + HEAD, (scale) => setFlow(page, headItems(text, scale), TOP));
  drawFlow(page, head.items);
  drawMicroPrint(sheet, LEFT, head.bottom + 4.6, WIDTH);
  const signTop = FOOT - 4 - signBlockHeight(sheet, text);
  const main = fitScale(signTop - 3, (scale) => setMain(sheet, text, head.bottom + 5, scale));
  drawFlow(page, main.before.items);
  drawClauses(page, main.clauses);
  drawFlow(page, main.after.items);
  drawSignBlock(sheet, text, signTop);
  drawDeclarationFoot(sheet, text.leafHash, FOOT);
}

const column = { x: LEFT, width: WIDTH, align: 'center' } as const;

const headItems = ({ host, partners }: DeclarationText, scale: number): FlowItem[] => [
  { tag: 'P', text: host, style: scaled(STYLES.host, scale), before: 0, column },
  ...(partners
    ? [
        {
          tag: 'P' as const,
          text: partners,
          style: scaled(STYLES.partners, scale),
          before: 0,
          column,
        },
      ]
    : []),
];

function setMain(sheet: Sheet, text: DeclarationText, top: number, scale: number) {
  const { page, words } = sheet;
  const item = (
    tag: FlowItem['tag'],
    content: string,
    style: FlowItem['style'],
    before: number,
  ): FlowItem => ({
    tag,
    text: content,
    style: scaled(style, scale),
    before: before * scale,
    column,
  });
  const before = setFlow(
    page,
    [
      item('H1', words('title'), STYLES.titlePortrait, 7),
      item('P', words('number'), STYLES.number, 2),
      ...(sheet.sample ? [item('P', words('sample-notice'), STYLES.notice, 0)] : []),
      item('P', text.opening, STYLES.intro, 3.5),
    ],
    top,
  );
  const clauses = setClauses(page, text.clauses, {
    x: LEFT,
    top: before.bottom + 5 * scale,
    width: WIDTH,
    scale,
  });
  const after = setFlow(page, [item('P', text.closing, STYLES.intro, 4)], clauses.bottom);
  return { before, clauses, after, bottom: after.bottom };
}
