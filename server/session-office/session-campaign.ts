// A session's campaign with the texts that this session signs, whichever version is the newest, and
// with the identity that it had when the session ended.
import type { Campaign } from '../campaigns/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { textsOf } from './text-rules.ts';
import type { TextStore } from './text-store.ts';

type Texts = Pick<Campaign, 'declaration' | 'consent' | 'declarationSha256' | 'consentSha256'>;

const NOTHING: Texts = {
  declaration: null,
  consent: null,
  declarationSha256: null,
  consentSha256: null,
};

/**
 * Reads a version once and remembers it: its words never change. Throws when what a session points
 * to is not kept, for then nobody can say what is signed.
 */
export function createSessionCampaigns(options: {
  texts: Pick<TextStore, 'findBound'>;
  get(campaign: string): Promise<Campaign>;
}): (session: SessionDocument) => Promise<Campaign> {
  const { texts, get } = options;
  const known = new Map<string, Texts>();

  const read = async (part: 'declaration' | 'consent', sha256: string) => {
    const key = `${part} ${sha256}`;
    const found = known.get(key);
    if (found) return found;
    const stored = await texts.findBound(part, sha256);
    if (!stored) throw new Error(`The ${part} ${sha256} is not kept`);
    const bound = textsOf(stored);
    known.set(key, bound);
    return bound;
  };

  return async (session) => {
    const now = await get(session.campaign);
    const campaign = session.identity ? { ...now, ...session.identity } : now;
    const { declaration, consent } = session;
    if (!declaration || !consent) return { ...campaign, ...NOTHING };
    const isNewest =
      campaign.declarationSha256 === declaration.sha256 &&
      campaign.consentSha256 === consent.sha256;
    if (isNewest) return campaign;
    const [declared, consented] = await Promise.all([
      read('declaration', declaration.sha256),
      read('consent', consent.sha256),
    ]);
    return {
      ...campaign,
      declaration: declared.declaration,
      declarationSha256: declared.declarationSha256,
      consent: consented.consent,
      consentSha256: consented.consentSha256,
    };
  };
}
