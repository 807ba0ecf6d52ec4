// From a letter's words to its PDF (PDF/A-3a, PDF/UA-1, unsealed), with the certificates' faces.
import { mm } from './drawing/curves.ts';
import { createFaceMemory } from './drawing/face-memory.ts';
import { type CertificateFonts, loadFonts } from './drawing/fonts.ts';
import { drawLetter, LETTER_SIZE, type LetterFacts } from './drawing/letter-layout.ts';
import { finishDocument, openDocument } from './drawing/pdf-document.ts';
import { TaggedPage } from './drawing/tagged-page.ts';

/** Stands for a character that no face has: a letter is not refused for one. */
const UNKNOWN = '?';
/** What a file's own title may hold. */
const UNSAFE = /[^\p{L}\p{N} .,:/()-]+/gu;

/** Reads the faces (100 ms: once per thread); gives what draws letters. QrTooFineError as `qrFigure`. */
export async function createLetterRenderer(): Promise<(facts: LetterFacts) => Promise<Buffer>> {
  const fonts = await loadFonts();
  const facesOf = createFaceMemory(fonts);
  return (given) => {
    const facts = withKnownLetters(given, fonts);
    const [width, height] = LETTER_SIZE;
    const doc = openDocument({
      size: [mm(width), mm(height)],
      title: `${facts.title}, ${facts.place}`.replace(UNSAFE, ' ').trim(),
      code: '',
      createdAt: facts.at,
    });
    const page = new TaggedPage(doc, facesOf(textsOf(facts)));
    drawLetter(page, facts, (picture, x, y, side) => {
      // A thread gets plain bytes.
      doc.image(Buffer.from(picture), mm(x), mm(y), { fit: [mm(side), mm(side)] });
    });
    page.close(() => undefined);
    return finishDocument(doc);
  };
}

const inLine = (control: string): string => (control === '\n' ? control : ' ');

/** Every word of it, to be looked up in the faces. */
const textsOf = (facts: LetterFacts): string => {
  const { title, host, place, withdrawn, pageWord, lead, seats } = facts;
  const ofSeats = seats.flatMap((seat) => [seat.title, seat.code, seat.link, seat.note ?? '']);
  const all = [title, host, place, withdrawn, pageWord, ...lead, ...ofSeats, UNKNOWN];
  return all.join(' ').replaceAll('\n', ' ');
};

/** The same words in letters that all faces have. */
function withKnownLetters(facts: LetterFacts, fonts: CertificateFonts): LetterFacts {
  const all = Object.values(fonts);
  const isKnown = (one: string) =>
    all.every((font) => font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0));
  const known = (text: string) => {
    // Line feeds stay: lists have them.
    const whole = text.normalize('NFC').replace(/[\p{Cc}\u2028\u2029]/gu, inLine);
    return [...whole].map((one) => (one === '\n' || isKnown(one) ? one : UNKNOWN)).join('');
  };
  return {
    ...{ title: known(facts.title), host: known(facts.host), place: known(facts.place) },
    ...{ withdrawn: known(facts.withdrawn), pageWord: known(facts.pageWord), at: facts.at },
    emblem: facts.emblem,
    lead: facts.lead.map(known),
    seats: facts.seats.map(({ title, note, ...seat }) => ({
      ...{ ...seat, title: known(title) },
      ...(note !== undefined && { note: known(note) }),
    })),
  };
}
