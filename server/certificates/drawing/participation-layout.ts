// The certificate of participation: A4 landscape, as the design draws it (millimetres).
import { drawFlow, type FlowItem, fitScale, scaled, setFlow } from './flow.ts';
import {
  drawInkLine,
  drawMicroPrint,
  drawPaper,
  drawQr,
  drawSeal,
  drawStack,
  QR_OUT,
  QR_SIDE,
  type Sheet,
} from './sheet.ts';
import { STYLES } from './styles.ts';

/** Width and height of the page. */
export const PARTICIPATION_SIZE = [297, 210] as const;
const LEFT = 30;
const WIDTH = 237;
const TOP = 25;
/** The text ends above the seal. */
const LIMIT = 141.5;
const BOTTOM = 186;
/** The QR code's top, and the ink line between date and issuer. */
const FOOT = 151;
const ISSUED = 157;

/** What the layout needs beside the words. */
export interface ParticipationText {
  host: string;
  partners: string | null;
  name: string;
  office: string;
  region: string | null;
}

/** Draws the whole page; DoesNotFitError when the texts fit at no readable size. */
export function drawParticipation(sheet: Sheet, text: ParticipationText): void {
  const { page } = sheet;
  drawPaper(sheet, PARTICIPATION_SIZE);
  const head = setFlow(page, headItems(text), TOP);
  drawFlow(page, head.items);
  drawMicroPrint(sheet, LEFT, head.bottom + 4.6, WIDTH);
  const main = fitScale(LIMIT, (scale) =>
    setFlow(page, mainItems(sheet, text, scale), head.bottom + 5),
  );
  drawFlow(page, main.items);
  drawFoot(sheet);
}

const column = { x: LEFT, width: WIDTH, align: 'center' } as const;
const narrow = (width: number) =>
  ({ x: LEFT + (WIDTH - width) / 2, width, align: 'center' }) as const;

const headItems = ({ host, partners }: ParticipationText): FlowItem[] => [
  { tag: 'P', text: host, style: STYLES.host, before: 0, column },
  ...(partners
    ? [{ tag: 'P' as const, text: partners, style: STYLES.partners, before: 0, column }]
    : []),
];

function mainItems(sheet: Sheet, text: ParticipationText, scale: number): FlowItem[] {
  const { words } = sheet;
  const item = (
    tag: FlowItem['tag'],
    content: string,
    style: FlowItem['style'],
    before: number,
    width = WIDTH,
  ): FlowItem => ({
    tag,
    text: content,
    style: scaled(style, scale),
    before: before * scale,
    column: narrow(width),
  });
  const place = text.region ? `${text.office}\n${text.region}` : text.office;
  return [
    item('H1', words('title'), STYLES.titleLandscape, 8),
    item('P', words('number'), STYLES.number, 2.5),
    ...(sheet.sample ? [item('P', words('sample-notice'), STYLES.notice, 0.5)] : []),
    item('P', words('given-to'), STYLES.intro, 6),
    item('P', text.name, STYLES.name, 1, 214),
    item('P', place, STYLES.office, 1, 200),
    item('P', words('body'), STYLES.body, 4, 182),
  ];
}

function drawFoot(sheet: Sheet): void {
  const { page, words } = sheet;
  drawQr(sheet, LEFT - QR_OUT, FOOT);
  drawStack(
    page,
    [
      { text: words('code'), style: STYLES.code },
      { text: words('check'), style: STYLES.small },
      { text: words('root'), style: STYLES.root, before: 2 },
    ],
    {
      x: LEFT + QR_SIDE - 1,
      top: FOOT + QR_SIDE / 2,
      width: 58,
      align: 'left',
      anchor: 'middle',
      height: QR_SIDE,
    },
  );
  drawSeal(sheet, LEFT + WIDTH / 2, BOTTOM - 20, 46);
  const right = { x: 196, width: 71, align: 'left' } as const;
  drawStack(page, [{ text: words('issued'), style: STYLES.number }], {
    ...right,
    top: ISSUED - 1.5,
    anchor: 'bottom',
  });
  drawInkLine(page, right.x, ISSUED, right.width);
  drawStack(
    page,
    [
      { text: words('issuer'), style: STYLES.smallStrong },
      { text: words('seal-sentence'), style: STYLES.seal },
    ],
    { ...right, top: ISSUED + 1.5, anchor: 'top', height: BOTTOM + 2.5 - ISSUED - 1.5 },
  );
}
