// The window's countdown and the seal for a page's first view; scripts then draw the same.
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import { sealWords, windowWords } from '../protocol/ceremony-words.ts';
import type { SessionStatus } from '../protocol/session.ts';

/** The fields of the partials `signing-window` and `ceremony-sealed`. */
export interface MomentsView {
  /** The server's moment in milliseconds: the browser's countdown goes by it. */
  now: number;
  window: ReturnType<typeof windowWords> | null;
  seal: ReturnType<typeof sealWords> | null;
}

/** What a page says at `now` of a session's signing window and of its seal. */
export function presentMoments(
  status: Omit<SessionStatus, 'id'>,
  { now, language, catalogue }: { now: Date; language: Language; catalogue: Catalogue },
): MomentsView {
  const say = (key: string, parameters: Record<string, string | number> = {}) =>
    catalogue.text(language, `ceremony.client.${key}`, parameters);
  const at = now.getTime();
  return {
    now: at,
    window: windowWords(status, { now: at, language, say }) ?? null,
    seal: sealWords(status, language) ?? null,
  };
}
