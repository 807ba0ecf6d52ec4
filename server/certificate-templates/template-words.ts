// Wordings, problems and versions in the words of the page.
import type { DrawingProblem } from '../certificates/index.ts';
import type { Language } from '../http/language.ts';
import { formatDate, formatTime } from '../http/views/index.ts';
import type { Say } from '../official/index.ts';
import type { NameProblem } from './name-check-model.ts';
import type { EditableKind } from './template-fields.ts';
import type { TemplateProblem } from './template-problem.ts';
import type { TemplateEntry } from './template-store.ts';

export const LIST_PATH = '/kendali/naskah';

/** A block's label, or its name where no kind knows it. */
export const blockLabel = (say: Say, kind: EditableKind, block: string, known: boolean): string =>
  known ? say(`templates.blocks.${kind}.${block}.label`) : `[${block}]`;

/** A problem as a sentence; the suggestion follows where there is one. */
export function problemText(say: Say, { code, token, line, suggestion }: TemplateProblem): string {
  const what = say(`templates.problems.${code}`, { token });
  const where = line > 0 ? `${say('templates.line', { line })}: ` : '';
  const meant = suggestion ? ` ${say('templates.meant', { suggestion })}` : '';
  return `${where}${what}${meant}`;
}

/** Why somebody's certificate can't be drawn. */
export const drawingText = (
  say: Say,
  { reason, detail }: Pick<NameProblem, 'reason' | 'detail'> | DrawingProblem,
): string =>
  say(`templates.reasons.${reason}`, {
    detail: reason === 'EMPTY_FIELD' ? `{{${detail}}}` : detail,
  });

/** `7 Oktober 2020, 10.43 WIB`. */
export const momentText = (moment: Date, language: Language): string =>
  `${formatDate(moment, language)}, ${formatTime(moment)}`;

/** `Bertema, versi 3`. */
export const versionText = (say: Say, { name, version }: Pick<TemplateEntry, 'name' | 'version'>) =>
  say('templates.version', { name, version });
