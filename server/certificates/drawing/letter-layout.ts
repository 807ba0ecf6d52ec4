// A region's letter on A4: the invitation, then every seat with its code, its link and a QR code.
import { INK, INK_SOFT, RULE_STRONG } from './colours.ts';
import { qrFigure } from './qr-figure.ts';
import type { TaggedPage, TextStyle } from './tagged-page.ts';
import { type SetText, setText } from './text-block.ts';

/** A seat of a letter; `code` and `link` are '' when its invitation was withdrawn. */
export interface LetterSeat {
  title: string;
  code: string;
  link: string;
  /** What stands for the QR code where it is read aloud. */
  alt: string;
  /** In place of the line for a withdrawn one, where there is no code. */
  note?: string;
}

/** All words of a letter; `lead` are the paragraphs above the seats. */
export interface LetterFacts {
  title: string;
  host: string;
  /** A PNG beside the host's name. */
  emblem?: Uint8Array | undefined;
  place: string;
  lead: string[];
  withdrawn: string;
  /** Before a page's number at its foot. */
  pageWord: string;
  seats: LetterSeat[];
  at: Date;
}

/** A4 in millimetres. */
export const LETTER_SIZE = [210, 297] as const;
const LEFT = 22;
const WIDTH = LETTER_SIZE[0] - 2 * LEFT;
// The five offices of a region stand on one sheet, also below an emblem and a title of two lines.
const TOP = 18;
const BOTTOM = LETTER_SIZE[1] - 22;
const EMBLEM = 14;
const QR = 25;
/** The QR code's quiet zone stands outside the column. */
const QR_OUT = 2;
const TEXT_LEFT = LEFT + QR + 3;
const ROOM = 2;

const style = (font: TextStyle['font'], size: number, gap: number, colour = INK): TextStyle => ({
  ...{ font, size, gap, colour },
});
const STYLES = {
  host: style('sansBold', 10, 1.4),
  title: style('serifBold', 20, 1.2),
  place: style('sansBold', 11.5, 1.4),
  lead: style('sans', 10.5, 1.5),
  seat: style('sansBold', 11, 1.35),
  code: { ...style('serifBold', 21, 1.3), tracking: 0.03 },
  soft: style('sans', 8.5, 1.45, INK_SOFT),
};
const HAIRLINE = { colour: RULE_STRONG, width: 0.2 };

/** Puts a picture into a square with its upper left there, in millimetres. */
export type DrawPicture = (picture: Uint8Array, x: number, y: number, side: number) => void;

/** Draws all pages. */
export function drawLetter(page: TaggedPage, facts: LetterFacts, drawPicture: DrawPicture): void {
  let [top, number] = [drawHead(page, facts, drawPicture), 1];
  const foot = () => drawFoot(page, `${facts.place}, ${facts.pageWord} ${number}`);
  for (const seat of facts.seats) {
    const block = seatBlock(page, seat, facts.withdrawn);
    if (top + block.height > BOTTOM) {
      foot();
      page.turn();
      top = TOP;
      number++;
    }
    page.rule(LEFT, top, WIDTH, HAIRLINE);
    block.draw(top);
    top += block.height;
  }
  page.rule(LEFT, top, WIDTH, HAIRLINE);
  foot();
}

/** Letterhead, title, place and paragraphs; gives where the seats begin. */
function drawHead(
  page: TaggedPage,
  { host, emblem, title, place, lead }: LetterFacts,
  drawPicture: DrawPicture,
): number {
  let top = TOP;
  const put = (tag: 'H1' | 'P', text: string, look: TextStyle, before: number, x = LEFT) => {
    if (text === '') return;
    const set = setText(page, text, look, columnAt(top + before, x));
    page.text(tag, set.lines, look);
    top = set.bottom;
  };
  if (emblem) {
    // The host's name beside it says the same.
    page.artifact(() => drawPicture(emblem, LEFT, TOP, EMBLEM));
    put('P', host, STYLES.host, EMBLEM / 2 - 2.5, LEFT + EMBLEM + 4);
    top = Math.max(top, TOP + EMBLEM);
  } else put('P', host, STYLES.host, 0);
  // The double rule of a letterhead.
  page.rule(LEFT, top + 3, WIDTH, { colour: INK, width: 0.8 });
  page.rule(LEFT, top + 4.1, WIDTH, { colour: INK, width: 0.25 });
  put('H1', title, STYLES.title, 10);
  put('P', place, STYLES.place, 2);
  lead.forEach((text, index) => {
    put('P', text, STYLES.lead, index === 0 ? 6 : 2.5);
  });
  return top + 9;
}

const columnAt = (top: number, x = LEFT) => ({
  ...{ x, top, width: LEFT + WIDTH - x, align: 'left' as const },
});

/** A seat's part: how high it is, and how it is drawn from a height on. */
function seatBlock(page: TaggedPage, seat: LetterSeat, withdrawn: string) {
  const { title, code, link, alt, note = withdrawn } = seat;
  const isThere = code !== '';
  const texts = [
    { tag: 'H2' as const, text: title, look: STYLES.seat, before: ROOM + 2 },
    ...(isThere
      ? [
          { tag: 'P' as const, text: code, look: STYLES.code, before: 1.5 },
          { tag: 'P' as const, text: link, look: STYLES.soft, before: 1 },
        ]
      : [{ tag: 'P' as const, text: note, look: STYLES.lead, before: 1.5 }]),
  ];
  let bottom = 0;
  const set = texts.map((one) => {
    const own: SetText = setText(
      page,
      one.text,
      one.look,
      columnAt(bottom + one.before, TEXT_LEFT),
    );
    bottom = own.bottom;
    return { ...one, ...own };
  });
  return {
    height: Math.max(isThere ? QR + ROOM : 0, bottom + ROOM) + ROOM / 2,
    draw(top: number) {
      for (const { tag, look, lines } of set) {
        page.text(
          tag,
          lines.map((line) => ({ ...line, y: line.y + top })),
          look,
        );
      }
      if (isThere) drawQr(page, link, alt, top + ROOM / 2 + 1);
    },
  };
}

function drawQr(page: TaggedPage, link: string, alt: string, y: number): void {
  const x = LEFT - QR_OUT;
  page.figure(alt, [x, y, x + QR, y + QR], () => page.operators(qrFigure(link, QR), { x, y }));
}

/** The place and the page's number, so that loose sheets find together. */
function drawFoot(page: TaggedPage, text: string): void {
  const { lines } = setText(page, text, STYLES.soft, columnAt(LETTER_SIZE[1] - 18));
  page.artifact(() => page.lines(lines, STYLES.soft), 'Pagination');
}
