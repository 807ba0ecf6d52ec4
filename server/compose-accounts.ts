// Staff accounts, and which campaigns a request is about, so that a role counts where it was given: from the names that
// its path, query and body hold. Whoever names two campaigns needs the role in both.
import { createAccounts } from './accounts/index.ts';
import type { IssuedCertificate } from './certificates/index.ts';
import type { Base } from './compose-base.ts';
import type { Domains } from './compose-domains.ts';
import type { CampaignsOf, RequestWords } from './http/router.ts';
import type { SessionDocument } from './sessions/index.ts';

/** The accounts with their indexes; `signIns` follows those that end, until it is stopped. */
export async function composeAccounts(base: Base, { audit }: Domains) {
  const { database, keys, rateLimits, time, config, logger } = base;
  const accounts = createAccounts({
    ...{ database, secret: keys.token, rateLimits, audit, ...time },
    ownersNeedFactor: config.OWNER_SECOND_FACTOR,
  });
  await accounts.ensureIndexes();
  return { accounts, signIns: await accounts.followEnded(logger) };
}

/** Longest value that is looked up. */
const LONGEST = 120;
/** Names under which a request holds a session, by its slug or id. */
const SESSION_WORDS = ['sesi', 'slug', 'session', 'id'];
const CAMPAIGN_WORDS = ['campaign', 'kampanye'];

type Look = (value: string) => Promise<string | undefined>;

const valuesOf = (words: RequestWords, names: string[]): string[] => {
  const { params, query, body } = words;
  const sources = [params, query, body].map((one) =>
    typeof one === 'object' && one !== null ? one : {},
  );
  // A repeated word comes as a list; its handler refuses it, and here every one of them counts.
  const given = sources.flatMap((source) =>
    names.flatMap((name) => [Object.entries(source).find(([key]) => key === name)?.[1]].flat()),
  );
  return given.filter((one) => typeof one === 'string' && one !== '' && one.length <= LONGEST);
};

/** Reads of what a request may name besides a session. */
export interface CampaignSources {
  findByCode(code: string, form: 'full'): Promise<Pick<IssuedCertificate, 'session'> | undefined>;
}

/**
 * The campaigns of a request; where it names none, that of the default session, which such a page
 * is about. A name that nothing has counts for nothing: its handler answers 404.
 */
export function createCampaignsOf(
  { live, invitations, objections, stores }: Domains,
  certificates: CampaignSources,
): CampaignsOf {
  const campaignOf = (session: SessionDocument | undefined) => session?.campaign;
  const ofSession = (id: string | undefined) =>
    id === undefined ? undefined : campaignOf(live.find(id));
  const looks: [string[], Look][] = [
    [SESSION_WORDS, async (word) => campaignOf(live.findBySlug(word) ?? live.find(word))],
    [CAMPAIGN_WORDS, async (id) => (await stores.campaigns.find(id))?._id],
    [['seat'], async (id) => ofSession((await invitations.find(id))?.session)],
    [['registration'], async (id) => ofSession((await stores.registrations.find(id))?.session)],
    [['objection'], async (id) => ofSession((await objections.find(id))?.session)],
    [['code'], async (code) => ofSession((await certificates.findByCode(code, 'full'))?.session)],
  ];
  return async (words) => {
    const found = new Set<string>();
    for (const [names, look] of looks) {
      for (const value of valuesOf(words, names)) {
        const campaign = await look(value);
        if (campaign !== undefined) found.add(campaign);
      }
    }
    const usual = live.findDefault()?.campaign;
    if (found.size === 0 && usual !== undefined) found.add(usual);
    return [...found];
  };
}
