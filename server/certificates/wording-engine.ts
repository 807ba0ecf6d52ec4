// Handlebars cut down to what wordings need: own fields, `if` and `unless`; nothing else runs.
import Handlebars from 'handlebars';

/** Longest text of one block once its fields are filled in, in characters. */
export const OUTPUT_MAX = 20_000;

/** A block whose text grows beyond OUTPUT_MAX. */
export class WordingTooLongError extends Error {
  readonly code = 'TEXT_DOES_NOT_FIT';
  constructor() {
    super(`A block of the wording has more than ${OUTPUT_MAX} characters`);
    this.name = 'WordingTooLongError';
  }
}

/** An environment of its own: what pages' templates know is not known here. */
const engine = Handlebars.create();
for (const helper of Object.keys(engine.helpers)) {
  if (helper !== 'if' && helper !== 'unless') engine.unregisterHelper(helper);
}

/** Helpers that the compiler takes for known unless it is told that they are not. */
const NONE = { each: false, with: false, log: false, lookup: false } as const;
const NO_HOOKS = { helperMissing: false, blockHelperMissing: false } as const;

/**
 * Compiles one block's text. `strict` turns a misspelt field into an error, known helpers only
 * means that every other name is a field, and fields are own properties or nothing. Throws for
 * syntax errors at once, for unknown fields and endless texts when it is filled in.
 */
export function compileText<Fields extends object>(text: string): (fields: Fields) => string {
  // Plain text, so nothing is escaped.
  const template = engine.compile<Fields>(text, {
    noEscape: true,
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: { if: true, unless: true, ...NONE, ...NO_HOOKS },
  });
  const safe = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
  return (fields) => {
    const filled = template(fields, safe).trim();
    if (filled.length > OUTPUT_MAX) throw new WordingTooLongError();
    return filled;
  };
}
