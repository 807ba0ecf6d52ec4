// Data of a certificate that is only looked at: real or made up, always with CONTOH across it.
import type { Campaign } from '../campaigns/index.ts';
import type { SealLevel } from '../keys/index.ts';
import { isLateLeaf } from '../proofs/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { DeclarationData, PersonalData, PersonalKind } from './certificate-data.ts';
import { type CertificateFacts, commonData, eventData } from './certificate-facts.ts';
import { CODE_LENGTH, certificateNumber, SHORT_CODE_LENGTH } from './codes.ts';

/** Whose certificate it would be. */
export interface PreviewHolder {
  name: string;
  acting: string | null;
  seat: string;
  region: string | null;
  minutes: number;
  timezone: string;
  /** Null before the signature: the preview shows a made-up mark. */
  signed: Pick<DeclarationData, 'mark' | 'signedAt' | 'late' | 'leafHash'> | null;
}

/** Where and by whom it would be issued; `now` stands for the moment. */
export interface PreviewPlace {
  campaign: Campaign;
  session: SessionDocument;
  setup: { publicUrl: string; rootFingerprint: string; sealLevel: SealLevel };
  now: Date;
}

/** What is common to every preview: numbers of nothing. */
export const previewIdentity = (
  kind: Parameters<typeof certificateNumber>[0]['kind'],
  { session, setup, now }: Omit<PreviewPlace, 'campaign'>,
) => ({
  ...setup,
  number: certificateNumber({ kind, date: session.date, sequence: 1, sample: true }),
  code: '0'.repeat(CODE_LENGTH),
  shortCode: '0'.repeat(SHORT_CODE_LENGTH),
  issuedAt: now,
});

/** The data of a person's certificate for the eye; NO_DECLARATION is the caller's to refuse. */
export function previewData(
  kind: PersonalKind,
  place: PreviewPlace,
  { name, acting, seat, region, ...holder }: PreviewHolder,
): PersonalData {
  const { campaign, session, now } = place;
  const common = {
    ...commonData(campaign, previewIdentity(kind, place)),
    sample: true,
    holder: { name, acting, seat, region },
    event: eventData(campaign, session, holder.timezone),
  };
  if (kind === 'participation') return { kind, ...common, minutes: holder.minutes };
  if (!campaign.declaration) throw new Error('The campaign has no declaration to preview');
  const { opening, clauses, closing } = campaign.declaration;
  const signed = holder.signed ?? { mark: EXAMPLE_MARK, signedAt: now.toISOString(), leafHash };
  return { kind, ...common, declaration: { opening, clauses, closing }, ...signed };
}

/** A person as the record knows them, signed or not. */
export function previewHolderOf(facts: CertificateFacts): PreviewHolder {
  const { registration, seat, signature, attendance, timezone } = facts;
  const personal = signature?.leafHash ? signature.personal : undefined;
  const { name, acting } = personal ?? registration;
  return {
    name,
    acting: acting || null,
    seat: seat.title,
    region: seat.place,
    minutes: attendance.minutes,
    timezone,
    signed:
      personal && signature?.leafHash
        ? {
            mark: personal.mark,
            signedAt: signature.signedAt.toISOString(),
            ...(isLateLeaf(signature.leaf) && { late: true as const }),
            leafHash: signature.leafHash,
          }
        : null,
  };
}

const leafHash = '0'.repeat(64);
/** A wave from left to right in the field of 1000 by 400. */
const EXAMPLE_MARK: DeclarationData['mark'] = {
  method: 'drawn',
  strokes: [
    Array.from({ length: 90 }, (_, i) => [
      90 + i * 9,
      Math.round(200 + Math.sin(i / 4) * (140 - i)),
    ]),
  ],
};
