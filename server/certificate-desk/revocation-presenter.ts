// The view of the page of revocations.
import type { IssuedCertificate } from '../certificates/index.ts';
import { REVOCATION_REASONS } from '../protocol/revocation-reasons.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { certificateRow, type Words } from './desk-presenter.ts';

/** What was typed into the form. */
export interface Typed {
  reason: string;
  note: string;
}

export interface RevocationFacts {
  session: SessionDocument;
  number: string | undefined;
  certificate: IssuedCertificate | undefined;
  revoked: IssuedCertificate[];
  /** Numbers of successors by code. */
  numbers: Map<string, string>;
  done: string | undefined;
  refused: { typed: Typed; error: string } | undefined;
}

/** Everything that the template shows. */
export function revocationView(facts: RevocationFacts, words: Words) {
  const { session, certificate, revoked, number, refused } = facts;
  const row = (one: IssuedCertificate) => rowOf(one, facts, words);
  return {
    slug: session.slug,
    session: session.title,
    done: facts.done,
    number,
    isUnknown: number !== undefined && !certificate,
    certificate: certificate && { ...row(certificate), code: certificate.code },
    error: refused?.error,
    note: refused?.typed.note ?? '',
    reasons: REVOCATION_REASONS.map((value) => ({
      value,
      label: reasonWords(value, words),
      isChosen: refused?.typed.reason === value,
    })),
    revoked: revoked.map(row).reverse(),
  };
}

/** A category's words; what was stored before categories existed is shown as it is. */
const reasonWords = (reason: string, words: Words): string =>
  REVOCATION_REASONS.some((one) => one === reason)
    ? words(`revocations.reasons.${reason}`)
    : reason;

function rowOf(one: IssuedCertificate, { session, numbers }: RevocationFacts, words: Words) {
  const end = one.revoked;
  const successor = numbers.get(end?.replacedBy ?? '');
  return {
    ...certificateRow({ certificate: one, held: undefined }, session.slug, words),
    reason: end && reasonWords(end.reason, words),
    note: end?.note,
    successor,
    successorLink: successor && `/kendali/pencabutan?sesi=${session.slug}&nomor=${successor}`,
  };
}
