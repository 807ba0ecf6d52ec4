// The rows below a verdict: what the certificate says, which file it was, and what became of it.
import type { IssuedCertificate } from '../certificates/index.ts';
import { isPersonal, lateOf, printedCode, printedOffice } from '../certificates/index.ts';
import type { Language } from '../http/language.ts';
import { formatDate, formatTime } from '../http/views/format.ts';
import { REVOCATION_REASONS } from '../protocol/revocation-reasons.ts';
import type { Verification } from './verification-service.ts';
import type { VerificationFact, VerificationFrame } from './verification-view.ts';

/** All rows, in their order. */
export const factsOf = (
  verification: Verification,
  frame: VerificationFrame,
): VerificationFact[] => {
  const { certificate } = verification;
  return [
    ...(certificate ? certificateFacts(certificate, frame) : unknownFacts(verification, frame)),
    ...hashFacts(verification),
    ...revocationFacts(verification, frame),
    ...erasureFacts(verification, frame),
    { key: 'checkedAt', value: momentOf(verification.checkedAt, frame.language) },
  ];
};

function certificateFacts(
  certificate: IssuedCertificate,
  { catalogue, language }: VerificationFrame,
): VerificationFact[] {
  const { data, kind, number, shortCode, issuedAt } = certificate;
  const say = (key: string, parameters = {}) =>
    catalogue.text(language, `verification.${key}`, parameters);
  const { event } = data;
  const facts: VerificationFact[] = [
    { key: 'document', value: say(`kinds.${kind}`) },
    ...subjectFacts(certificate, say),
    { key: 'event', value: event.campaign },
    { key: 'date', value: formatDate(`${event.date}T05:00:00Z`, language, { weekday: true }) },
  ];
  if (data.kind === 'participation') {
    facts.push({ key: 'minutes', value: say('minutes', { count: data.minutes }) });
  }
  facts.push({ key: 'number', value: number });
  if (data.issuer) facts.push({ key: 'issuer', value: data.issuer });
  facts.push(
    { key: 'sealedAt', value: momentOf(issuedAt, language) },
    { key: 'code', value: printedCode(shortCode) },
  );
  return facts;
}

/** Whom or what the document speaks of: its holder, or the region and how many signed. */
function subjectFacts(
  { data, erased }: IssuedCertificate,
  say: (key: string, given?: object) => string,
): VerificationFact[] {
  if (!isPersonal(data)) {
    const { signed, seats } = data.totals;
    const count: VerificationFact = { key: 'signed', value: say('signedOf', { signed, seats }) };
    const late = lateOf(data);
    if (late > 0) count.value = say('signedOfLate', { signed, seats, late });
    return data.kind === 'region' ? [{ key: 'region', value: data.region.name }, count] : [count];
  }
  const { holder } = data;
  const facts: VerificationFact[] = [
    { key: 'name', value: erased ? say('erasedName') : holder.name },
    { key: 'office', value: printedOffice(holder) },
  ];
  if (holder.region) facts.push({ key: 'region', value: holder.region });
  if (data.kind === 'declaration' && data.late) facts.push({ key: 'late', value: say('late') });
  return facts;
}

function unknownFacts({ file }: Verification, frame: VerificationFrame): VerificationFact[] {
  if (file) return [];
  const say = (key: string) => frame.catalogue.text(frame.language, `verification.advice.${key}`);
  return [
    { key: 'code', value: frame.typed },
    { key: 'tryThis', value: say('tryThis') },
    { key: 'inDoubt', value: say('inDoubt') },
  ];
}

/** The leaf that was looked for, then the file's own hash beside the issued one's. */
function hashFacts({ file, certificate, checks }: Verification): VerificationFact[] {
  const { leafHash } = checks.log;
  const facts: VerificationFact[] = [];
  if (leafHash) facts.push({ key: 'leaf', value: grouped(leafHash), digits: true });
  if (file) facts.push({ key: 'fingerprint', value: grouped(file.sha256), digits: true });
  if (file && certificate && !checks.bytes.holds) {
    facts.push({ key: 'issuedFingerprint', value: grouped(certificate.sha256), digits: true });
  }
  return facts;
}

function revocationFacts(
  { certificate, replacement }: Verification,
  { catalogue, language }: VerificationFrame,
): VerificationFact[] {
  const revoked = certificate?.revoked;
  if (!revoked) return [];
  const facts: VerificationFact[] = [
    { key: 'revokedAt', value: momentOf(revoked.at, language) },
    { key: 'reason', value: reasonText(revoked.reason, { catalogue, language }) },
  ];
  if (replacement) {
    const href = `/verifikasi/${replacement.code}`;
    facts.push({ key: 'replacement', value: replacement.number, href });
  }
  return facts;
}

/** The data behind the number is no more; what is checked above still holds. */
const erasureFacts = (
  { certificate }: Verification,
  { catalogue, language }: VerificationFrame,
): VerificationFact[] => {
  const erased = certificate?.erased;
  if (!erased) return [];
  const at = formatDate(erased.at, language);
  return [{ key: 'erased', value: catalogue.text(language, 'verification.erased', { at }) }];
};

/** A revocation's reason in words; what was stored before there were categories as it is. */
export function reasonText(
  reason: string,
  { catalogue, language }: Pick<VerificationFrame, 'catalogue' | 'language'>,
): string {
  const isCategory = REVOCATION_REASONS.some((one) => one === reason);
  const key = `certificate-desk.revocations.reasons.${reason}`;
  return isCategory ? catalogue.text(language, key) : reason;
}

/** Date and time of day. */
export const momentOf = (moment: Date, language: Language): string =>
  `${formatDate(moment, language)}, ${formatTime(moment)}`;
/** A hash in groups of four. */
export const grouped = (hash: string): string => hash.match(/.{1,4}/g)?.join(' ') ?? hash;
