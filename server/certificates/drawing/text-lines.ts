// Breaking text into lines: at spaces, inside a word only when it is wider than the line, never cut off.

/** The width of a text. */
export type Measure = (text: string) => number;

/** A word with its width, alone and with the space behind it (the last one has none). */
interface MeasuredWord {
  text: string;
  alone: number;
  spaced: number;
}

/** Greedy lines of at most `width`. Line feeds in the text stay line ends. */
export function breakLines(measure: Measure, text: string, width: number): string[] {
  return text
    .split('\n')
    .flatMap((paragraph) => fill(measure, measureWords(measure, paragraph), width));
}

/** Lines of about equal length: the narrowest width that needs no more lines than `width` does. */
export function balanceLines(measure: Measure, text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => balance(measure, paragraph, width));
}

function balance(measure: Measure, paragraph: string, width: number): string[] {
  const words = measureWords(measure, paragraph);
  const wanted = fill(measure, words, width);
  if (wanted.length < 2) return wanted;
  let [low, high] = [width / 3, width];
  for (let i = 0; i < 9; i++) {
    const middle = (low + high) / 2;
    if (fill(measure, words, middle).length > wanted.length) low = middle;
    else high = middle;
  }
  return fill(measure, words, high);
}

const measureWords = (measure: Measure, paragraph: string): MeasuredWord[] =>
  paragraph
    .split(' ')
    .filter(Boolean)
    .map((text, i, { length }) => {
      const alone = measure(text);
      return { text, alone, spaced: i + 1 < length ? measure(`${text} `) : alone };
    });

function fill(measure: Measure, words: MeasuredWord[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of words) {
    if (line && used + word.alone <= width) {
      line += ` ${word.text}`;
      used += word.spaced;
      continue;
    }
    if (line) lines.push(line);
    const pieces = word.alone <= width ? [word.text] : splitWord(measure, word.text, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
    used = pieces.length > 1 ? measure(`${line} `) : word.spaced;
  }
  return line ? [...lines, line] : lines;
}

/** A word in pieces that fit; at least one character each. */
function splitWord(measure: Measure, word: string, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece && measure(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
