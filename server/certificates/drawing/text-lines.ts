// Breaking text into lines: at spaces, inside a word only when it is wider than the line, never cut off.

/** The width of a text in points. */
export type Measure = (text: string) => number;

/** Greedy lines of at most `width`. Line feeds in the text stay line ends. */
export function breakLines(measure: Measure, text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ').filter(Boolean)) {
      const longer = line ? `${line} ${word}` : word;
      if (measure(longer) <= width) {
        line = longer;
        continue;
      }
      if (line) lines.push(line);
      const pieces = splitWord(measure, word, width);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1) ?? '';
    }
    return line ? [...lines, line] : lines;
  });
}

/** Lines of about equal length: the narrowest width that needs no more lines than `width` does. */
export function balanceLines(measure: Measure, text: string, width: number): string[] {
  const wanted = breakLines(measure, text, width);
  if (wanted.length < 2) return wanted;
  let [low, high] = [width / 3, width];
  for (let i = 0; i < 9; i++) {
    const middle = (low + high) / 2;
    if (breakLines(measure, text, middle).length > wanted.length) low = middle;
    else high = middle;
  }
  return breakLines(measure, text, high);
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
