// The view of templates/pages/privacy-desk.hbs: a campaign's notice, its rule, and its requests.
import type { Campaign } from '../campaigns/index.ts';
import type { Language } from '../http/language.ts';
import { formatDate } from '../http/views/index.ts';
import { sayIn } from '../official/index.ts';
import { campaignTabs } from '../protocol/campaign-tabs.ts';
import type { RefusedDesk } from './desk-routes.ts';
import type { Erasure } from './erasure-model.ts';
import { ERASE_GROUPS } from './inventory-shape.ts';
import type { ShownNotice } from './notice-rules.ts';
import type { PrivacyServices } from './privacy-services.ts';
import { isOver } from './retention-rules.ts';

/** Requests on the page, newest first. */
const LISTED = 200;

export interface DeskOptions {
  language: Language;
  refused?: RefusedDesk;
  done?: string;
  /** An earlier version, to read or to begin the next one from. */
  version?: number;
}

/** Everything of the page. */
export async function presentDesk(
  services: PrivacyServices,
  campaign: Campaign,
  { language, refused, done, version }: DeskOptions,
) {
  const [versions, rule, due, erasures] = await Promise.all([
    services.notices.list(campaign),
    services.retention.find(campaign._id),
    services.retention.dueAt(campaign._id),
    services.erasureStore.listOfCampaign(campaign._id, LISTED),
  ]);
  const newest = versions[0];
  const opened = versions.find((one) => one.version === version) ?? newest;
  return {
    campaign: campaign.name,
    id: campaign._id,
    tabs: campaignTabs(campaign._id, 'privacy'),
    refused: refused?.text,
    done,
    notice: {
      ...textOf(opened, refused),
      seen: newest?.version ?? 0,
      version: opened?.version ?? 0,
      isOlder: opened?.version !== newest?.version,
    },
    versions: versions.map(({ version: number, at, sha256 }) => ({
      number,
      at: at ? formatDate(at, language) : '',
      short: sha256.slice(0, 8),
      isNewest: number === newest?.version,
    })),
    retention: {
      months: rule?.months ?? 0,
      seen: rule?.revision ?? 0,
      due: due ? formatDate(due, language) : '',
      by: rule?.by.label ?? '',
      at: rule ? formatDate(rule.at, language) : '',
      groups: ERASE_GROUPS.map((key) => ({
        key,
        isChosen: rule ? rule.groups.includes(key) : true,
      })),
    },
    ...(await presentRequests(services, erasures, language)),
  };
}

const textOf = (notice: ShownNotice | undefined, refused: RefusedDesk | undefined) =>
  refused?.notice ?? {
    lines: notice?.lines.join('\n') ?? '',
    basis: notice?.basis ?? '',
    text: notice?.text ?? '',
  };

async function presentRequests(services: PrivacyServices, erasures: Erasure[], language: Language) {
  const rows = await Promise.all(erasures.map((one) => presentRequest(services, one, language)));
  return {
    waiting: rows.filter(({ state }) => state === 'asked'),
    earlier: rows.filter(({ state }) => state !== 'asked'),
  };
}

/** By office and place: the name is a click away, where it still is. */
async function presentRequest(services: PrivacyServices, erasure: Erasure, language: Language) {
  const { _id, registration, state, rule, askedAt, decidedBy, decidedAt, doneAt, reason } = erasure;
  const say = sayIn(services.catalogue, language);
  const session = services.people.sessions().find((one) => one._id === erasure.session);
  const seat = erasure.seat && (await services.official.people.invitations.find(erasure.seat));
  const holder = registration ? await services.people.findRegistration(registration) : undefined;
  const sum = Object.values(erasure.counts).reduce((all, one) => all + one, 0);
  const day = (at: Date | null) => (at ? formatDate(at, language) : '');
  return {
    id: _id,
    state,
    isRunning: state === 'approved',
    isDone: state === 'done',
    place: seat ? `${seat.title}, ${seat.place}` : say('privacy-desk.requests.everybody'),
    session: session?.title ?? '',
    person: registration && !holder?.erasedAt ? `/kendali/orang/${registration}` : undefined,
    isRule: rule === 'retention',
    mayApprove: (session !== undefined && isOver(session)) || holder?.active === false,
    ...{ askedAt: day(askedAt), decidedAt: day(decidedAt), doneAt: day(doneAt) },
    by: decidedBy?.label ?? '',
    reason,
    sum,
  };
}
