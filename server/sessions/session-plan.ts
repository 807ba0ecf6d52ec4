// A new session's document: from a campaign's file, or a rehearsal modelled on a session.
import type { Campaign, CampaignFileSession } from '../campaigns/index.ts';
import type { SessionDocument } from './session-model.ts';

/** The status of a session that nobody has opened yet. */
export const initialStatus = (): SessionDocument['status'] => ({
  version: 1,
  session: 'scheduled',
  ceremony: 'idle',
  stream: 'off',
  clause: 0,
  agendaItem: null,
  liveAt: null,
  endedAt: null,
  signingOpenedAt: null,
  signingEndsAt: null,
  signingPausedAt: null,
  extendedFrom: null,
  closesAt: null,
  lateUntil: null,
  sealed: null,
  reopened: false,
});

/** The document of a session that a campaign ships with. */
export function sessionFromFile(
  _id: string,
  campaign: Campaign,
  file: CampaignFileSession,
  isDefault: boolean,
): SessionDocument {
  const { timesArePlaceholders, signing, ...planned } = file;
  return {
    ...planned,
    timesArePlaceholders,
    signingRule: signing,
    _id,
    schemaVersion: 1,
    campaign: campaign._id,
    isDefault,
    ...textsOf(campaign),
    status: initialStatus(),
  };
}

/** A rehearsal of `model`: its own registrations, codes and certificates; never the default. */
export const rehearsalOf = (
  _id: string,
  slug: string,
  model: SessionDocument,
): SessionDocument => ({
  ...planOf(model),
  _id,
  slug,
  kind: 'rehearsal',
  isDefault: false,
  status: initialStatus(),
});

/** The plan of `model` for another campaign, as nobody has opened it: its own day and texts. */
export const planInto = (
  campaign: Campaign,
  model: SessionDocument,
  own: Pick<SessionDocument, '_id' | 'slug' | 'date' | 'isDefault'>,
): SessionDocument => ({
  ...planOf(model),
  ...own,
  // One that signs nothing goes on signing nothing.
  ...(model.declaration ? textsOf(campaign) : { declaration: null, consent: null }),
  kind: 'official',
  campaign: campaign._id,
  status: initialStatus(),
});

/** The versions that a session of the campaign signs. */
const textsOf = ({ declaration, consent, declarationSha256, consentSha256 }: Campaign) => ({
  declaration:
    declaration && declarationSha256
      ? { version: declaration.version, sha256: declarationSha256 }
      : null,
  consent: consent && consentSha256 ? { version: consent.version, sha256: consentSha256 } : null,
});

/** What was planned, without what happened. */
const planOf = ({
  lastStep: _step,
  itemMoments: _moments,
  planVersion: _version,
  identity: _identity,
  ...plan
}: SessionDocument) => plan;
