// The pages of a campaign's declaration: its versions, one of them (a draft as a form), and what
// differs between two.
import type { Campaign } from '../campaigns/index.ts';
import { type PageReply, page } from '../http/reply.ts';
import { campaignTabs } from '../protocol/campaign-tabs.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { type Asking, type OfficeServices, rightsOf, type Say, sayOf } from './office-services.ts';
import type { CampaignText, TextWords } from './text-model.ts';
import { PARTS, type Part, type PartProblem, partMax, partOf } from './text-rules.ts';
import { hasBegun } from './text-service.ts';
import { diffWords } from './word-diff.ts';

const AREA = 'campaign-text';
export const textPath = (campaign: string, number?: number): string =>
  `/kendali/kampanye/${campaign}/ikrar${number === undefined ? '' : `/${number}`}`;

export interface TextState {
  done?: string | undefined;
  refused?: { text: string; status: number };
  /** What was typed and not kept. */
  typed?: TextWords;
  revision?: number;
  problems?: ReadonlyMap<Part, PartProblem>;
  /** Somebody else saved the draft meanwhile. */
  overtaken?: { by: string; at: string };
  status?: number;
}

const partTitle = (part: Part, say: Say): string =>
  /^\d$/.test(part) ? say('parts.clause', { number: Number(part) }) : say(`parts.${part}`);

/** Sessions of the campaign that sign a version, and how many have signed in each. */
async function signersOf(services: OfficeServices, text: CampaignText) {
  const pointing = services.live
    .list()
    .filter(({ campaign }) => campaign === text.campaign)
    .filter((session) => isOf(session, text));
  return Promise.all(
    pointing.map(async (session) => ({
      title: session.title,
      date: `${session.date}T00:00:00Z`,
      isRehearsal: session.kind === 'rehearsal',
      isFixed: hasBegun(session),
      signatures: await services.countSignatures(session._id),
    })),
  );
}

const isOf = ({ declaration, consent }: SessionDocument, text: CampaignText): boolean =>
  text.state === 'published' &&
  declaration?.sha256 === text.declaration?.sha256 &&
  consent?.sha256 === text.consent?.sha256;

/** "Rancangan", "Berlaku", "Terkunci oleh tanda tangan" or "Versi terdahulu". */
const stateOf = (
  text: CampaignText,
  { isNewest, signatures }: { isNewest: boolean; signatures: number },
): string => {
  if (text.state === 'draft') return 'draft';
  if (signatures > 0) return isNewest ? 'currentFrozen' : 'frozen';
  return isNewest ? 'current' : 'earlier';
};

async function summaryOf(
  services: OfficeServices,
  text: CampaignText,
  all: CampaignText[],
  say: Say,
) {
  const sessions = await signersOf(services, text);
  const signatures = sessions.reduce((sum, one) => sum + one.signatures, 0);
  const newest = all.find(({ state }) => state === 'published');
  const isNewest = newest?._id === text._id;
  const who = text.publishedBy ?? text.by;
  return {
    number: text.number,
    label: text.declaration?.version ?? String(text.number),
    isDraft: text.state === 'draft',
    isNewest,
    state: say(`states.${stateOf(text, { isNewest, signatures })}`),
    by: who?.label,
    at: who && (text.publishedAt ?? text.at).toISOString(),
    declaration: text.declaration,
    consent: text.consent,
    sessions: sessions.filter(({ isRehearsal }) => !isRehearsal),
    rehearsals: sessions.filter(({ isRehearsal }) => isRehearsal).length,
    signatures,
    path: textPath(text.campaign, text.number),
  };
}

const common = (campaign: Campaign, { visitor }: Asking, state: TextState, say: Say) => ({
  ...rightsOf(visitor),
  campaign: { id: campaign._id, name: campaign.name },
  tabs: campaignTabs(campaign._id, 'declaration'),
  path: textPath(campaign._id),
  refused: state.refused?.text,
  done: state.done && say(`done.${state.done}`),
});

/** All versions, and the words that are signed now. */
export async function textListPage(
  services: OfficeServices,
  campaign: Campaign,
  asking: Asking,
  state: TextState = {},
): Promise<PageReply> {
  const say = sayOf(services, asking, AREA);
  const all = await services.texts.list(campaign);
  const rows = await Promise.all(all.map((text) => summaryOf(services, text, all, say)));
  const current = all.find((text) => text.state === 'published');
  return page({
    template: 'campaign-texts',
    layout: 'staff',
    entry: 'session-plan',
    texts: ['session-office'],
    title: say('title'),
    ...(state.refused && { status: state.refused.status }),
    view: {
      ...common(campaign, asking, state, say),
      versions: rows,
      hasDraft: rows.some(({ isDraft }) => isDraft),
      words: current?.words,
      current: rows.find(({ isNewest }) => isNewest),
    },
  });
}

/** One version: a draft as a form, a published one as it is read. */
export async function textPage(
  services: OfficeServices,
  { campaign, text }: { campaign: Campaign; text: CampaignText },
  asking: Asking,
  state: TextState = {},
): Promise<PageReply> {
  const say = sayOf(services, asking, AREA);
  const all = await services.texts.list(campaign);
  const before = all.find(
    ({ number, state: kept }) => kept === 'published' && number < text.number,
  );
  const status = state.refused?.status ?? state.status;
  const isDraft = text.state === 'draft';
  return page({
    template: 'campaign-text',
    layout: 'staff',
    entry: 'session-plan',
    texts: ['session-office'],
    title: say(isDraft ? 'draftTitle' : 'versionTitle', { number: text.number }),
    ...(status && { status }),
    view: {
      ...common(campaign, asking, state, say),
      ...(await summaryOf(services, text, all, say)),
      ...draftView(text, state, say),
      canEdit: isDraft && rightsOf(asking.visitor).canPlan,
      compare:
        before && `${textPath(campaign._id)}/banding?lama=${before.number}&kini=${text.number}`,
      movesTo: isDraft && waitingFor(services, campaign).join('; '),
    },
  });
}

/** The words as they are kept, and the form's parts with what was typed. */
function draftView(text: CampaignText, state: TextState, say: Say) {
  const words = state.typed ?? text.words;
  return {
    words: text.words,
    revision: state.revision ?? text.revision,
    overtaken: state.overtaken && {
      ...state.overtaken,
      differences: differencesOf(text.words, words, say),
    },
    parts: PARTS.map((part) => ({
      part,
      title: partTitle(part, say),
      text: partOf(words, part),
      max: partMax(part),
      rows: part === 'consent' ? 6 : 3,
      problem: problemOf(part, state.problems, say),
    })),
  };
}

const problemOf = (part: Part, problems: TextState['problems'], say: Say) => {
  const found = problems?.get(part);
  return found && say(`problems.${found}`, { max: partMax(part) });
};

/** Official sessions that will sign the draft once it is published. */
const waitingFor = ({ live }: OfficeServices, campaign: Campaign): string[] =>
  live
    .list()
    .filter((one) => one.campaign === campaign._id && one.kind === 'official' && !hasBegun(one))
    .map(({ title }) => title);

/** The parts that differ, word by word. */
const differencesOf = (before: TextWords, after: TextWords, say: Say) =>
  PARTS.flatMap((part) => {
    const [was, is] = [partOf(before, part), partOf(after, part)];
    if (was === is) return [];
    const runs = diffWords(was, is).map(({ kind, text }) => ({
      text,
      isGone: kind === 'gone',
      isNew: kind === 'new',
    }));
    return [{ title: partTitle(part, say), runs }];
  });

/** Two versions beside one another. */
export async function textComparePage(
  services: OfficeServices,
  campaign: Campaign,
  asking: Asking,
  { before, after }: { before: CampaignText; after: CampaignText },
): Promise<PageReply> {
  const say = sayOf(services, asking, AREA);
  const all = await services.texts.list(campaign);
  const options = (chosen: number) =>
    all.map(({ number, state }) => ({
      number,
      label: say(state === 'draft' ? 'draftOption' : 'versionOption', { number }),
      isChosen: number === chosen,
    }));
  return page({
    template: 'campaign-text-compare',
    layout: 'staff',
    entry: 'session-plan',
    texts: ['session-office'],
    title: say('compare.title'),
    view: {
      ...common(campaign, asking, {}, say),
      before: options(before.number),
      after: options(after.number),
      differences: differencesOf(before.words, after.words, say),
    },
  });
}
