// Beneath the clauses: when and by whom it was signed, the seal, then QR code and fingerprint.
import type { Mark } from '../../protocol/socket-events.ts';
import { RULE } from './colours.ts';
import { fitScale, scaled } from './flow.ts';
import { MARK_FIELD, markFigure } from './mark-figure.ts';
import { drawInkLine, drawQr, drawSeal, drawStack, type Sheet } from './sheet.ts';
import { STYLES } from './styles.ts';
import { setText } from './text-block.ts';

const LEFT = 26;
const WIDTH = 158;
/** The signer's column; the seal stands to its right. */
const COLUMN = 106;
const SEAL = 42;
const MARK = { width: 50, height: 20 };
const MOMENT = 6;
/** A typed mark of 120 wide letters shrinks this far: the name is printed beneath anyway. */
const SMALLEST_MARK = 0.3;

/** What the block needs of a declaration. */
export interface SignText {
  mark: Mark;
  name: string;
  office: string;
  region: string | null;
}

const holderTexts = ({ name, office, region }: SignText) => [
  { text: name, style: STYLES.holderName },
  { text: office, style: STYLES.holderOffice },
  ...(region ? [{ text: region, style: STYLES.holderOffice }] : []),
];

/** Height in millimetres; names wrap, so it depends on them. */
export function signBlockHeight({ page }: Sheet, text: SignText): number {
  const column = { x: LEFT, top: 0, width: COLUMN, align: 'left' } as const;
  const heights = holderTexts(text).map((part) => setText(page, part.text, part.style, column));
  const holder = heights.reduce((sum, { bottom }) => sum + bottom, 0);
  return Math.max(MOMENT + MARK.height + 2 + holder, SEAL + 2);
}

/** Draws the block from `top` on. */
export function drawSignBlock(sheet: Sheet, text: SignText, top: number): void {
  const { page, words } = sheet;
  const column = { x: LEFT, width: COLUMN, align: 'left', anchor: 'top' } as const;
  drawStack(page, [{ text: words('signed-at'), style: STYLES.moment }], { ...column, top });
  drawMark(sheet, text.mark, top + MOMENT);
  const line = top + MOMENT + MARK.height;
  drawInkLine(page, LEFT, line, COLUMN);
  drawStack(page, holderTexts(text), { ...column, top: line + 1.6 });
  drawSeal(sheet, LEFT + WIDTH - SEAL / 2, top + SEAL / 2 + 1, SEAL);
}

function drawMark(sheet: Sheet, mark: Mark, top: number): void {
  const { page, words } = sheet;
  if (mark.method === 'drawn') {
    const operators = markFigure(mark.strokes);
    const scale = MARK.width / MARK_FIELD.width;
    const box = [LEFT, top, LEFT + MARK.width, top + MARK.height] as const;
    page.figure(words('mark-drawn-alt'), box, () =>
      page.operators(operators, { x: LEFT, y: top, scale }),
    );
    return;
  }
  const column = { x: LEFT, width: COLUMN, align: 'left' } as const;
  const label = setText(page, words('mark-typed'), STYLES.small, { ...column, top });
  page.text('P', label.lines, STYLES.small);
  const setTyped = (scale: number) => {
    const style = scaled(STYLES.typedMark, scale);
    return { style, ...setText(page, mark.text, style, { ...column, top: label.bottom + 1 }) };
  };
  const typed = fitScale(top + MARK.height - 1, setTyped, SMALLEST_MARK);
  page.text('P', typed.lines, typed.style);
}

/** QR code, code, the leaf's fingerprint and the seal's sentence, from `top` to the frame. */
export function drawDeclarationFoot(sheet: Sheet, leafHash: string, top: number): void {
  const { page, words } = sheet;
  page.rule(LEFT, top, WIDTH, { colour: RULE, width: 0.25 });
  drawQr(sheet, LEFT - 3, top + 3, 28);
  const code = [
    { text: words('code'), style: STYLES.code },
    { text: words('check'), style: STYLES.small },
  ];
  const left = LEFT + 27;
  const anchored = { top: top + 4.5, align: 'left', anchor: 'top' } as const;
  drawStack(page, code, { ...anchored, x: left, width: 46 });
  const right = { ...anchored, x: left + 48, width: WIDTH - 75 };
  const bottom = drawStack(
    page,
    [
      { text: words('leaf-label'), style: STYLES.small },
      { text: groupedHash(leafHash), style: STYLES.hash },
    ],
    right,
  );
  const sentence = [{ text: words('seal-sentence'), style: STYLES.seal }];
  const below = { x: left, top: bottom + 2.2, width: LEFT + WIDTH - left } as const;
  drawStack(page, sentence, { ...below, align: 'left', anchor: 'top' });
}

/** All 64 digits in groups of four, 32 to a line. */
const groupedHash = (hash: string): string =>
  [hash.slice(0, 32), hash.slice(32)]
    .map((half) => half.match(/.{4}/g)?.join(' ') ?? half)
    .join('\n');
