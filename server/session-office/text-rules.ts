// The words of a declaration: how they are kept, what speaks against publishing them, what they bind.
import { type Campaign, consentHash, declarationHash } from '../campaigns/index.ts';
import type { BoundText, CampaignText, TextWords } from './text-model.ts';

export const CLAUSES = 4;

/** The parts of a version in reading order. */
export const PARTS = ['opening', '1', '2', '3', '4', 'closing', 'consent'] as const;
export type Part = (typeof PARTS)[number];

/** Longest text of a part, in characters: what certificates print is as long as they take it. */
export const partMax = (part: Part): number => {
  if (part === 'consent') return 1_500;
  return part === 'opening' || part === 'closing' ? 600 : 500;
};

/** Why a part can't be published: a key below `campaign-text.problems`. */
export type PartProblem = 'empty' | 'long' | 'control';

const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, ' ')
    .trim();

export const NO_WORDS: TextWords = {
  opening: '',
  clauses: Array.from({ length: CLAUSES }, () => ''),
  closing: '',
  consent: '',
};

/** One part's words. */
export const partOf = (words: TextWords, part: Part): string =>
  part === 'opening' || part === 'closing' || part === 'consent'
    ? words[part]
    : (words.clauses[Number(part) - 1] ?? '');

/** Words from parts as they were typed; a part that is missing is empty. */
export const wordsOf = (typed: ReadonlyMap<Part, string>): TextWords => {
  const at = (part: Part) => tidy(typed.get(part) ?? '');
  return {
    opening: at('opening'),
    clauses: [at('1'), at('2'), at('3'), at('4')],
    closing: at('closing'),
    consent: at('consent'),
  };
};

/** What keeps a draft from being published, by part. */
export const problemsOfWords = (words: TextWords): Map<Part, PartProblem> =>
  new Map(
    PARTS.flatMap((part): [Part, PartProblem][] => {
      const text = partOf(words, part);
      if (text === '') return [[part, 'empty']];
      if ([...text].length > partMax(part)) return [[part, 'long']];
      return /[\p{Cc}\p{Cf}]/u.test(text) ? [[part, 'control']] : [];
    }),
  );

/** The words that a campaign has now; undefined where it signs nothing. */
export const wordsOfCampaign = ({
  declaration,
  consent,
}: Pick<Campaign, 'declaration' | 'consent'>): TextWords | undefined =>
  declaration && consent
    ? {
        opening: declaration.opening,
        clauses: declaration.clauses,
        closing: declaration.closing,
        consent: consent.text,
      }
    : undefined;

/** The declaration and the consent of a published version, as campaigns hold them. */
export const textsOf = ({
  words: { opening, clauses, closing, consent },
  ...bound
}: Pick<CampaignText, 'words' | 'declaration' | 'consent'>): Pick<
  Campaign,
  'declaration' | 'consent' | 'declarationSha256' | 'consentSha256'
> => ({
  declaration: bound.declaration && {
    version: bound.declaration.version,
    opening,
    clauses,
    closing,
  },
  consent: bound.consent && { version: bound.consent.version, text: consent },
  declarationSha256: bound.declaration?.sha256 ?? null,
  consentSha256: bound.consent?.sha256 ?? null,
});

const isSameDeclaration = (a: TextWords, b: TextWords): boolean =>
  a.opening === b.opening &&
  a.closing === b.closing &&
  a.clauses.length === b.clauses.length &&
  a.clauses.every((clause, index) => clause === b.clauses[index]);

/**
 * What a version binds when it is published after `before`: a part whose words stayed keeps label
 * and hash; another one gets the version's number as its label.
 */
export function bindWords(
  { words, number }: Pick<CampaignText, 'words' | 'number'>,
  before: Pick<CampaignText, 'words' | 'declaration' | 'consent'> | undefined,
): { declaration: BoundText; consent: BoundText } {
  const version = String(number);
  const { opening, clauses, closing, consent } = words;
  const keptDeclaration = before && isSameDeclaration(before.words, words) && before.declaration;
  const keptConsent = before?.words.consent === consent && before.consent;
  return {
    declaration: keptDeclaration || {
      version,
      sha256: declarationHash({ version, opening, clauses, closing }),
    },
    consent: keptConsent || { version, sha256: consentHash({ version, text: consent }) },
  };
}
