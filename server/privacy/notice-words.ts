// A notice in the visitor's language: the built-in one is translated; what a campaign wrote stays as it
// was written. What binds is always the version that was shown, whose hash is of the Indonesian text.
import type { Campaign } from '../campaigns/index.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import type { NoticeText } from './notice-model.ts';
import { builtInNotice, type ShownNotice } from './notice-rules.ts';

export interface SaidNotice extends NoticeText {
  /** The texts' own language, where it is not the page's. */
  lang?: Language;
  /** Under `privacy`: what to say about the language. */
  remark?: 'translated' | 'original';
}

/** The notice as this visitor reads it. */
export function noticeIn(
  { notice, campaign }: { notice: ShownNotice; campaign: Campaign },
  { catalogue, language }: { catalogue: Catalogue; language: Language },
): SaidNotice {
  const { lines, basis, text, version } = notice;
  if (language === 'id') return { lines, basis, text };
  if (version > 0) return { lines, basis, text, lang: 'id', remark: 'original' };
  const say = (key: string, words: Record<string, string>) =>
    catalogue.text(language, `privacy.${key}`, words);
  return { ...builtInNotice(campaign, say), remark: 'translated' };
}
