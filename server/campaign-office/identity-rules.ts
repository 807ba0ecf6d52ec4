// A campaign's identity as a form: names, host, issuer, signatory and colours; what each may be.
import type { Campaign, CampaignChange } from '../campaigns/index.ts';
import {
  COLOUR_NAMES,
  type ColourName,
  colourFrom,
  isReadable,
  nearestReadable,
} from './colour-rules.ts';
import { TEXT_MAX } from './new-campaign-rules.ts';
import { lineProblem, onlyReal, type Problem, type Problems, tidy } from './text-rules.ts';

export const IDENTITY_TEXTS = [
  ...(['name', 'shortName', 'theme', 'hostName', 'hostShort'] as const),
  ...(['emblemText', 'legalIssuer', 'signatory'] as const),
] as const;
export type IdentityText = (typeof IDENTITY_TEXTS)[number];
export type IdentityForm = Record<IdentityText | ColourName, string>;

/** Most characters of each text. */
export const IDENTITY_MAX: Record<IdentityText, number> = {
  ...TEXT_MAX,
  emblemText: 120,
  legalIssuer: 120,
  signatory: 120,
};
const OPTIONAL: readonly IdentityText[] = ['legalIssuer', 'signatory'];

/** The form as it is stored; what is not named is empty. */
export const identityOf = (campaign: Campaign): IdentityForm => ({
  name: campaign.name,
  shortName: campaign.shortName,
  theme: campaign.theme,
  hostName: campaign.host.name,
  hostShort: campaign.host.short,
  emblemText: campaign.emblemText,
  legalIssuer: campaign.legalIssuer ?? '',
  signatory: campaign.signatory ?? '',
  ...campaign.colours,
});

/** The form as it would be stored: texts tidied, colours in capitals where they are colours. */
export function tidyIdentity(typed: IdentityForm): IdentityForm {
  const entries = Object.entries(typed).map(([name, value]) => {
    const isColour = (COLOUR_NAMES as string[]).includes(name); // widened to look it up
    return [name, isColour ? (colourFrom(value) ?? value.trim()) : tidy(value)];
  });
  // The same keys as before.
  return Object.fromEntries(entries) as IdentityForm;
}

/** What is wrong with a tidy form. A sample issues nothing in anybody's name. */
export function identityProblems(
  form: IdentityForm,
  { isSample, canPrint = () => true }: { isSample: boolean; canPrint?: (text: string) => boolean },
): Problems {
  const texts = IDENTITY_TEXTS.map((name) => [
    name,
    lineProblem(form[name], { max: IDENTITY_MAX[name], isOptional: OPTIONAL.includes(name) }) ??
      (canPrint(form[name]) ? undefined : { key: 'characters' }),
  ]);
  const colours = COLOUR_NAMES.map((name) => [name, colourProblem(name, form[name])]);
  const issuer: Problem | undefined =
    isSample && form.legalIssuer !== '' ? { key: 'sampleIssuer' } : undefined;
  const problems = onlyReal(Object.fromEntries([...texts, ...colours]));
  return issuer ? { ...problems, legalIssuer: issuer } : problems;
}

const colourProblem = (name: ColourName, typed: string): Problem | undefined => {
  const colour = colourFrom(typed);
  if (!colour) return { key: 'colour' };
  if (isReadable(name, colour)) return undefined;
  return { key: 'contrast', value: nearestReadable(name, colour) };
};

/** What a tidy form without problems writes. */
export const identityChange = (form: IdentityForm): CampaignChange => ({
  name: form.name,
  shortName: form.shortName,
  theme: form.theme,
  host: { name: form.hostName, short: form.hostShort },
  emblemText: form.emblemText,
  legalIssuer: form.legalIssuer || null,
  signatory: form.signatory || null,
  colours: {
    signature: form.signature,
    signatureDark: form.signatureDark,
    accent: form.accent,
    ornament: form.ornament,
  },
});

/** The fields that differ. */
export const changedFields = (before: IdentityForm, after: IdentityForm): string[] =>
  [...IDENTITY_TEXTS, ...COLOUR_NAMES].filter((name) => before[name] !== after[name]);
