// How every long document begins and ends: letterhead and title, then seal, issuer and QR code.
import { RULE } from './colours.ts';
import { drawFlow, type FlowItem, setFlow } from './flow.ts';
import { type DrawnBlock, drawFirstPaper, LEFT, WIDTH } from './long-pages.ts';
import { paragraphs } from './long-text.ts';
import {
  drawMicroPrint,
  drawQr,
  drawSeal,
  drawStack,
  QR_OUT,
  QR_SIDE,
  type Sheet,
} from './sheet.ts';
import { STYLES } from './styles.ts';

const TOP = 24;
const SEAL = 37;
const CLOSING = 45;

/** Paper, letterhead and title of the first page; gives where its text begins. */
export function drawLongHead(sheet: Sheet, host: string, partners: string | null): number {
  const { page, words } = sheet;
  const column = { x: LEFT + 6, width: WIDTH - 12, align: 'center' } as const;
  const item = (
    tag: FlowItem['tag'],
    text: string,
    style: FlowItem['style'],
    before = 0,
  ): FlowItem[] => (text ? [{ tag, text, style, before, column }] : []);
  drawFirstPaper(sheet);
  const letterhead = setFlow(
    page,
    [...item('P', host, STYLES.host), ...item('P', partners ?? '', STYLES.partners)],
    TOP,
  );
  drawFlow(page, letterhead.items);
  drawMicroPrint(sheet, LEFT, letterhead.bottom + 4.6, WIDTH);
  const title = setFlow(
    page,
    [
      ...item('H1', words('title'), STYLES.longTitle, 6),
      ...item('P', words('subtitle'), STYLES.longSubtitle, 1.6),
      ...item('P', words('number'), STYLES.number, 2),
      ...item('P', sheet.sample ? words('sample-notice') : '', STYLES.notice),
    ],
    letterhead.bottom + 5,
  );
  drawFlow(page, title.items);
  return title.bottom + 6;
}

/** What "susulan" beside a moment means; nothing where no row says it. */
export const lateNote = ({ page, words }: Sheet, isThere: boolean): DrawnBlock[] =>
  isThere ? paragraphs(page, words('late-note').split('\n'), STYLES.small, { before: 3 }) : [];

/** The last block: who issued it and when, the code, the root's fingerprint, and the seal. */
export const closingBlock = (sheet: Sheet): DrawnBlock => ({
  height: CLOSING,
  before: 7,
  draw(page, top) {
    const { words } = sheet;
    page.rule(LEFT, top, WIDTH, { colour: RULE, width: 0.25 });
    drawQr(sheet, LEFT - QR_OUT, top + 4);
    const x = LEFT - QR_OUT + QR_SIDE;
    const texts = [
      { text: words('issuer'), style: STYLES.smallStrong },
      { text: words('issued'), style: STYLES.small },
      { text: words('code'), style: STYLES.code, before: 1.2 },
      { text: words('check').replace('\n', ' '), style: STYLES.small },
      { text: words('root'), style: STYLES.root, before: 1.2 },
      { text: words('seal-sentence'), style: STYLES.seal, before: 1.2 },
    ];
    const width = LEFT + WIDTH - SEAL - 5 - x;
    const column = { x, top: top + 6, width, align: 'left', anchor: 'top' } as const;
    drawStack(page, texts, { ...column, height: CLOSING - 6 });
    drawSeal(sheet, LEFT + WIDTH - SEAL / 2, top + 4 + SEAL / 2, SEAL);
  },
});
