// What other domains know about a holder, gathered for a certificate and put into its words.
import type { Campaign } from '../campaigns/index.ts';
import type { Seat } from '../invitations/index.ts';
import type { SealLevel } from '../keys/index.ts';
import { isLateLeaf } from '../proofs/index.ts';
import {
  DEFAULT_CERTIFICATE_RULE,
  type NotEarned,
  participationOf,
} from '../protocol/certificate-rule.ts';
import { isOver } from '../protocol/session-names.ts';
import type { Registration } from '../registrations/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { SignatureDocument } from '../signatures/index.ts';
import type { CertificateData, PersonalData, PersonalKind } from './certificate-data.ts';

/** Who holds the seat, as far as a certificate says it. */
export type Holder = Pick<
  Registration,
  '_id' | 'session' | 'seat' | 'region' | 'office' | 'name' | 'acting' | 'erasedAt'
>;

/** Everything about one holder that a certificate of either kind may say. */
export interface CertificateFacts {
  registration: Holder;
  seat: Pick<Seat, 'title' | 'place'>;
  session: SessionDocument;
  campaign: Campaign;
  /** Where the holder's clock stands: the region's zone, or the host's. */
  timezone: string;
  signature: SignatureDocument | undefined;
  attendance: { minutes: number; met: boolean };
}

/** What the certificate itself adds: its names, its moment, its seal. */
export interface CertificateIdentity {
  number: string;
  code: string;
  shortCode: string;
  publicUrl: string;
  /** SHA-256 of the platform's own root certificate. */
  rootFingerprint: string;
  issuedAt: Date;
  sealLevel: SealLevel;
}

/** Made in a rehearsal or a sample campaign, or nobody to issue it: CONTOH. */
export const isSample = ({
  session,
  campaign,
}: Pick<CertificateFacts, 'session' | 'campaign'>): boolean =>
  session.kind === 'rehearsal' || campaign.sample || campaign.legalIssuer === null;

/** Why a certificate can't be issued yet; nothing when it can. */
export type Missing =
  | NotEarned
  | 'NOT_ENDED'
  | 'NO_DECLARATION'
  | 'LOG_PENDING'
  | 'LATE_OPEN'
  | 'ERASED';

/** Checks the rule of the kind: a signature, or the end of the session and enough minutes. */
export function whatIsMissing(kind: PersonalKind, facts: CertificateFacts): Missing | undefined {
  if (facts.registration.erasedAt) return 'ERASED';
  if (kind === 'declaration') {
    if (!facts.campaign.declaration) return 'NO_DECLARATION';
    return facts.signature?.personal ? undefined : 'NOT_SIGNED';
  }
  if (!isOver(facts.session.status.session)) return 'NOT_ENDED';
  return participationOf(facts.session.certificateRule ?? DEFAULT_CERTIFICATE_RULE, {
    met: facts.attendance.met,
    signed: !!facts.signature?.personal,
  });
}

/** What every kind says of its campaign, and its own names. */
export const commonData = (
  campaign: Campaign,
  { publicUrl, issuedAt, ...names }: CertificateIdentity,
) => ({
  ...names,
  verifyUrl: `${publicUrl}/verifikasi/${names.code}`,
  host: campaign.host.name,
  // The second line of the letterhead: which campaign it was, also on the declaration.
  partners: campaign.name,
  emblemText: campaign.emblemText,
  colours: {
    signature: campaign.colours.signature,
    accent: campaign.colours.accent,
    ornament: campaign.colours.ornament,
  },
  issuer: campaign.sample ? null : campaign.legalIssuer,
  issuedAt: issuedAt.toISOString(),
});

/** The event, its clock where the subject's stands. */
export const eventData = (
  campaign: Campaign,
  session: SessionDocument,
  timezone: string,
): CertificateData['event'] => ({
  campaign: campaign.name,
  theme: campaign.theme,
  date: session.date,
  timezone: zoneOf(timezone),
});

/** The certificate's data; call it only when nothing is missing. */
export function certificateDataOf(
  kind: PersonalKind,
  facts: CertificateFacts,
  identity: CertificateIdentity,
): PersonalData {
  const { campaign, session, seat, signature, registration } = facts;
  const signed = kind === 'declaration' ? signature?.personal : undefined;
  const { name, acting } = signed ?? registration;
  const common = {
    ...commonData(campaign, identity),
    sample: isSample(facts),
    holder: { name, acting: acting || null, seat: seat.title, region: seat.place },
    event: eventData(campaign, session, facts.timezone),
  };
  if (kind === 'participation') {
    return { kind, ...common, minutes: facts.attendance.minutes };
  }
  if (!signature?.leafHash || !signed || !campaign.declaration) {
    throw new Error('A declaration is issued for a signature only');
  }
  const { opening, clauses, closing } = campaign.declaration;
  return {
    kind,
    ...common,
    declaration: { opening, clauses, closing },
    mark: signed.mark,
    signedAt: signature.signedAt.toISOString(),
    ...(isLateLeaf(signature.leaf) && { late: true as const }),
    leafHash: signature.leafHash,
  };
}

/** One of Indonesia's zones; the host's for any other. */
export const zoneOf = (timezone: string): CertificateData['event']['timezone'] =>
  timezone === 'Asia/Makassar' || timezone === 'Asia/Jayapura' ? timezone : 'Asia/Jakarta';
