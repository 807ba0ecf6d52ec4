// Whole numbers as short text, and back: five bits a character, low ones first, as source maps do.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));
const STEP = 32;
const LARGEST = 2 ** 40;

/** `value`, a whole number from 0 on, as text: one character below 32, two below 1,024. */
export function numberText(value: number): string {
  let text = '';
  let rest = value;
  while (rest >= STEP) {
    text += DIGITS[STEP + (rest % STEP)];
    rest = Math.floor(rest / STEP);
  }
  return text + DIGITS[rest];
}

export interface NumberReader {
  /** The next number; throws a RangeError at the end, and for anything else than a number. */
  number(): number;
  /** The next `length` characters as they are; throws a RangeError when there are fewer. */
  text(length: number): string;
  isAtEnd(): boolean;
}

/** Reads what `numberText` wrote, one after the other. */
export function readNumbers(text: string): NumberReader {
  let at = 0;
  return {
    number() {
      let value = 0;
      for (let unit = 1; unit <= LARGEST; unit *= STEP) {
        const digit = VALUES.get(text[at] ?? '');
        if (digit === undefined) throw new RangeError(`No number at ${at}`);
        at += 1;
        value += (digit % STEP) * unit;
        if (digit < STEP) return value;
      }
      throw new RangeError(`No end of the number before ${at}`);
    },
    text(length) {
      const part = text.slice(at, at + length);
      if (part.length < length) throw new RangeError(`No text at ${at}`);
      at += length;
      return part;
    },
    isAtEnd: () => at >= text.length,
  };
}
