// What the staff's page of Bawaslu's offices shows: the file to check, its rows, one form a region.
import type { Campaign } from '../campaigns/index.ts';
import { campaignTabs } from '../protocol/campaign-tabs.ts';
import type { Region } from '../regions/index.ts';
import type { Words } from './follow-up-services.ts';
import type { ReportingContact, ReportingImport, ReportingOffice } from './reporting-model.ts';
import { OFFICE_FIELDS, OFFICE_MAX, type Problem } from './reporting-rules.ts';

const BAD_SHOWN = 50;
/** Regions on the page; a search narrows. */
const ROWS_SHOWN = 40;

export interface ReportingPageFacts {
  campaign: Campaign;
  regions: readonly Region[];
  contacts: readonly ReportingContact[];
  file: ReportingImport | undefined;
  search: string;
  done: string | undefined;
  refused: string | undefined;
  /** The region whose form is open, what was typed into it, and what is wrong with that. */
  edited:
    | { region: string; typed?: ReportingOffice; problem?: { problem: Problem; value: string } }
    | undefined;
}

export const reportingPath = (campaign: string): string => `/kendali/kampanye/${campaign}/bawaslu`;

/** The view of templates/pages/reporting.hbs. */
export function reportingView(facts: ReportingPageFacts, words: Words) {
  const { campaign, regions, contacts, file, search, edited } = facts;
  const known = new Map(contacts.map((one) => [one.region, one]));
  const wanted = search.toLowerCase();
  const found = regions.filter(
    ({ name, code }) => name.toLowerCase().includes(wanted) || code === search,
  );
  const region = regions.find(({ code }) => code === edited?.region);
  return {
    ...{ campaign: campaign.name, tabs: campaignTabs(campaign.slug, 'reporting') },
    ...{ path: reportingPath(campaign.slug), publicPath: `/hukum/${campaign.slug}`, search },
    ...{ done: facts.done, refused: facts.refused },
    figures: { filled: contacts.length, regions: regions.length },
    file: file && fileView(file, words),
    edited: region && editView(region, known.get(region.code), edited, words),
    found: found.length,
    hasMore: found.length > ROWS_SHOWN,
    rows: found.slice(0, ROWS_SHOWN).map(({ code, name, province }) => {
      const own = known.get(code);
      const ways = own && [own.phone, own.email, own.web].filter((one) => one !== '').join(' · ');
      return { code, name, province, office: own?.office, ways: ways || own?.address };
    }),
  };
}

const fileView = (file: ReportingImport, words: Words) => ({
  ...{ id: file.file, at: file.at.toISOString(), by: file.by.label },
  ...{ good: file.rows.length, total: file.rows.length + file.bad.length },
  badCount: file.bad.length,
  hasMoreBad: file.bad.length > BAD_SHOWN,
  bad: file.bad.slice(0, BAD_SHOWN).map(({ line, problem, value }) => ({
    line,
    reason: words(`problems.${problem}`, { value }),
  })),
});

function editView(
  { code, name, province }: Region,
  stored: ReportingContact | undefined,
  edited: ReportingPageFacts['edited'],
  words: Words,
) {
  const problem = edited?.problem;
  return {
    ...{ code, name, province, version: stored?.version ?? 0 },
    problem: problem && words(`problems.${problem.problem}`, { value: problem.value }),
    fields: OFFICE_FIELDS.map((field) => ({
      ...{ field, label: words(`fields.${field}`), max: OFFICE_MAX[field] },
      value: edited?.typed?.[field] ?? stored?.[field] ?? '',
    })),
  };
}
