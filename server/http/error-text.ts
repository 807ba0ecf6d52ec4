// The catalogue's sentences for a refusal: what happened, and what to do.
import type { Catalogue } from './catalogue.ts';
import type { ErrorText } from './error-handler.ts';

/**
 * Reads `errors.<code>`; an illegal step of the machines gets its own reason as the detail, and
 * who was overtaken hears by whom (`params.step`, `params.actor`).
 */
export const createErrorText =
  (catalogue: Catalogue): ErrorText =>
  (error, language) => {
    const title = catalogue.text(language, `errors.${error.code}.title`, error.params);
    const step = `control-room.acted.${error.params.step}`;
    if (catalogue.has(step)) {
      const done = catalogue.text(language, step, error.params);
      return { title, detail: catalogue.text(language, 'machine.overtaken', { step: done }) };
    }
    const reason = `machine.refusal.${error.params.reason}`;
    const detail = catalogue.has(reason) ? reason : `errors.${error.code}.detail`;
    return {
      title,
      detail: catalogue.text(language, detail, error.params),
    };
  };
