// What a campaign's first page shows: its names, host, issuer, signatory and colours, each colour
// with the contrast of its pairs; and, to the second of two editors, what the first one stored.
import { type Campaign, type CampaignNote, emblemPath } from '../campaigns/index.ts';
import { campaignTabs } from '../protocol/campaign-tabs.ts';
import { isOver } from '../protocol/session-names.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { COLOUR_NAMES, type ColourName, colourFrom, pairsOf } from './colour-rules.ts';
import {
  IDENTITY_MAX,
  IDENTITY_TEXTS,
  type IdentityForm,
  type IdentityText,
  identityOf,
} from './identity-rules.ts';
import { isPastCampaign } from './list-page.ts';
import { NOTE_MAX } from './note-service.ts';
import { problemText, type Words } from './office-services.ts';
import { isFine, type Problems } from './text-rules.ts';

export interface IdentityState {
  campaign: Campaign;
  sessions: SessionDocument[];
  notes: CampaignNote[];
  /** A note that was typed and refused. */
  note?: { text: string; problem: string };
  /** What was typed and not stored. */
  form?: IdentityForm;
  problems?: Problems;
  /** Fields that somebody else stored meanwhile in another way than they are typed here. */
  both?: readonly string[];
  /** The same, taken over into the form. */
  theirs?: readonly string[];
  isSaved?: boolean;
  /** Why a picture can't be the emblem. */
  emblemProblem?: string;
  /** Of the answer, where neither problems nor another editor decide it. */
  status?: number;
}

/** The view of templates/pages/campaign.hbs; only its owners are offered the form. */
export function identityView(state: IdentityState, words: Words, mayChange: boolean) {
  const { campaign, sessions, problems = {}, both = [], theirs = [] } = state;
  const stored = identityOf(campaign);
  const form = state.form ?? stored;
  const isPast = isPastCampaign(sessions);
  const noteOf = (name: IdentityText | ColourName) => {
    const problem = problems[name];
    return {
      name,
      value: form[name],
      problem: problem && problemText(problem, words),
      stored: both.includes(name) ? stored[name] || words('identity.nothing') : undefined,
      isTheirs: theirs.includes(name),
    };
  };
  return {
    id: campaign._id,
    campaign: campaign.name,
    tabs: campaignTabs(campaign._id, 'identity'),
    isSample: campaign.sample,
    isPast,
    mayChange: mayChange && !isPast,
    // Some are over, some are not: those keep what they were.
    hasPast: !isPast && isPastCampaign(sessions.filter(({ status }) => isOver(status.session))),
    version: campaign.version,
    base: JSON.stringify(stored),
    changed: campaign.changed && { by: campaign.changed.by, at: campaign.changed.at.toISOString() },
    isSaved: state.isSaved,
    isOvertaken: both.length + theirs.length > 0,
    hasBoth: both.length > 0,
    hasProblems: !isFine(problems),
    hasIssuer: campaign.legalIssuer !== null,
    emblem: emblemPath(campaign),
    emblemProblem: state.emblemProblem,
    host: campaign.host.name,
    notes: state.notes.map(({ text, by, at }) => ({ text, by, at: at.toISOString() })),
    note: state.note,
    noteMax: NOTE_MAX,
    texts: IDENTITY_TEXTS.map((name) => ({ ...noteOf(name), max: IDENTITY_MAX[name] })),
    colours: COLOUR_NAMES.map((name) => ({
      ...noteOf(name),
      ...shownColour(name, form[name], stored[name], words),
    })),
  };
}

/** The swatch is of what is typed; without a colour there, of the stored one. */
const shownColour = (name: ColourName, typed: string, stored: string, words: Words) => {
  const swatch = colourFrom(typed) ?? stored;
  return {
    swatch,
    pairs: pairsOf(name, swatch).map(({ ground, ratio, passes }) => ({
      where: words(`identity.grounds.${ground}`),
      ratio: ratio.toFixed(2).replace('.', ','),
      passes,
      back: ground === 'shade' ? '#F4EEE2' : ground === 'paper' ? '#FBF8F1' : swatch,
      front: ground === 'white' ? '#FFFFFF' : swatch,
    })),
  };
};
