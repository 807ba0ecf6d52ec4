// The signed statement that a certificate's QR code carries, made once with its number.
import type { SealKeys } from '../keys/index.ts';
import { encodeStatement, type StatementFacts, statementText } from '../proofs/index.ts';
import type { LongData, PersonalData, PersonalKind } from './certificate-data.ts';
import type { CertificateFacts } from './certificate-facts.ts';

/** A statement's facts before a key signs them. */
export type UnsignedStatement = Omit<StatementFacts, 'keyId'>;

/** The statement's text for `data.statement`, signed by the evidence key. */
export const signedStatement = (
  facts: UnsignedStatement,
  { keyId, sign }: SealKeys['evidence'],
): string => statementText(encodeStatement({ ...facts, keyId }, sign));

/** What the QR code says of a person's certificate: its number, seat, name and signature's leaf. */
export function statementFactsOf(
  kind: PersonalKind,
  { registration, session, signature }: CertificateFacts,
  { number, holder }: PersonalData,
): UnsignedStatement {
  const { region, office } = registration;
  return {
    kind,
    number,
    session: session._id,
    // As in the signature's leaf.
    seat: `${region ?? 'pusat'}/${office}`,
    region: region ?? '',
    name: holder.name,
    leafHash: signature?.leafHash ?? undefined,
  };
}

/** The same for a document that is not one person's: its region's name, or the event's. */
export function longStatementFactsOf(data: LongData, session: string): UnsignedStatement {
  const region = data.kind === 'region' ? data.region : undefined;
  return {
    kind: data.kind,
    number: data.number,
    session,
    seat: '',
    region: region?.code ?? '',
    name: region?.name ?? data.event.campaign,
    leafHash: undefined,
  };
}
