// The catalogue's sentences for a refusal: what happened, and what to do.
import type { Catalogue } from './catalogue.ts';
import type { ErrorText } from './error-handler.ts';

/** Reads `errors.<code>`; an illegal step of the machines gets its own reason as the detail. */
export const createErrorText =
  (catalogue: Catalogue): ErrorText =>
  (error, language) => {
    const reason = `machine.refusal.${error.params.reason}`;
    const detail = catalogue.has(reason) ? reason : `errors.${error.code}.detail`;
    return {
      title: catalogue.text(language, `errors.${error.code}.title`, error.params),
      detail: catalogue.text(language, detail, error.params),
    };
  };
