// Beneath the clauses: when and by whom it was signed, the seal, then QR code and fingerprint.
import type { Mark } from '../../protocol/socket-events.ts';
import { RULE } from './colours.ts';
import { fitScale, scaled } from './flow.ts';
import { MARK_FIELD, markFigure } from './mark-figure.ts';
import { drawInkLine, drawQr, drawSeal, drawStack, QR_OUT, QR_SIDE, type Sheet } from './sheet.ts';
import { STYLES } from './styles.ts';
import { setText } from './text-block.ts';

const LEFT = 26;
const WIDTH = 158;
/** The signer's column; the seal stands to its right. */
const COLUMN = 106;
const SEAL = 42;
const MARK = { width: 50, height: 20 };
const MOMENT = 6;
/** Room for the line that says that it came late. */
const LATE = 4.6;
/** Room for name, office and region; longer ones are set smaller. */
const HOLDER = 28;
/** Room for the code and the leaf's fingerprint. */
const FOOT_ROW = 14;
/** A typed mark of 120 wide letters shrinks this far: the name is printed beneath anyway. */
const SMALLEST_MARK = 0.3;

/** What the block needs of a declaration. */
export interface SignText {
  mark: Mark;
  name: string;
  office: string;
  region: string | null;
  /** Received in the late window. */
  late?: true | undefined;
}

/** Height above the mark. */
const momentHeight = ({ late }: SignText): number => MOMENT + (late ? LATE : 0);

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
  return Math.max(momentHeight(text) + MARK.height + 2 + Math.min(holder, HOLDER), SEAL + 2);
}

/** Draws the block from `top` on. */
export function drawSignBlock(sheet: Sheet, text: SignText, top: number): void {
  const { page, words } = sheet;
  const column = { x: LEFT, width: COLUMN, align: 'left', anchor: 'top' } as const;
  const late = text.late ? [{ text: words('signed-late'), style: STYLES.moment }] : [];
  const moment = [{ text: words('signed-at'), style: STYLES.moment }, ...late];
  drawStack(page, moment, { ...column, top });
  const mark = top + momentHeight(text);
  drawMark(sheet, text.mark, mark);
  const line = mark + MARK.height;
  drawInkLine(page, LEFT, line, COLUMN);
  drawStack(page, holderTexts(text), { ...column, top: line + 1.6, height: HOLDER + 0.1 });
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
  drawQr(sheet, LEFT - QR_OUT, top + 2);
  const left = LEFT + QR_SIDE - 1;
  const column = { top: top + 3.8, align: 'left', anchor: 'top', height: FOOT_ROW } as const;
  const code = [
    { text: words('code'), style: STYLES.code },
    { text: words('check'), style: STYLES.small },
  ];
  const leaf = [
    { text: words('leaf-label'), style: STYLES.small },
    { text: groupedHash(leafHash), style: STYLES.hash },
  ];
  const below = [
    { text: words('root'), style: STYLES.root },
    { text: words('seal-sentence'), style: STYLES.seal, before: 1.4 },
  ];
  const ends = [
    drawStack(page, code, { ...column, x: left, width: 44 }),
    drawStack(page, leaf, { ...column, x: left + 46, width: LEFT + WIDTH - left - 46 }),
  ];
  drawStack(page, below, {
    x: left,
    top: Math.max(...ends) + 1.4,
    width: LEFT + WIDTH - left,
    align: 'left',
    anchor: 'top',
    height: top + QR_SIDE + 5 - Math.max(...ends),
  });
}

/** All 64 digits in groups of four, 32 to a line. */
const groupedHash = (hash: string): string =>
  [hash.slice(0, 32), hash.slice(32)]
    .map((half) => half.match(/.{4}/g)?.join(' ') ?? half)
    .join('\n');
