// A verification as programs get it: the same facts and answers under English keys.
import type { CertificateData, IssuedCertificate } from '../certificates/index.ts';
import { isPersonal, lateOf, printedCode, printedOffice } from '../certificates/index.ts';
import type { LogCheck } from './log-check.ts';
import type { Verification } from './verification-service.ts';

/** The JSON of a verification; a file adds its hash and everything that was seen of its seal. */
export function verificationJson(verification: Verification) {
  const { state, checks, certificate, replacement, checkedAt, file } = verification;
  return {
    state,
    checkedAt: checkedAt.toISOString(),
    checks: { ...checks, log: logJson(checks.log) },
    certificate: certificate ? certificateJson(certificate, replacement) : null,
    ...(file ? { file: { sha256: file.sha256 }, seal: { ...file.inspection } } : {}),
  };
}

/** With the head that was computed against, as `/api/v1/log` gives it. */
function logJson({ head, ...check }: LogCheck) {
  if (!head) return check;
  const { size, root, time, text, signature, keyId } = head;
  return { ...check, head: { size, root, time, text, signature, keyId } };
}

/** A person's name and office, or how many signed; `region` is null outside regions. */
function subjectJson(data: CertificateData) {
  if (!isPersonal(data)) {
    const { signed, seats } = data.totals;
    const region = data.kind === 'region' ? data.region.name : null;
    return { region, signed, late: lateOf(data), seats, logRoot: data.log?.root ?? null };
  }
  const { holder } = data;
  const own =
    data.kind === 'participation'
      ? { minutes: data.minutes }
      : { leafHash: data.leafHash, late: data.late === true };
  return { name: holder.name, office: printedOffice(holder), region: holder.region, ...own };
}

function certificateJson(
  { data, kind, number, shortCode, issuedAt, sha256, sample, revoked, erased }: IssuedCertificate,
  replacement: IssuedCertificate | undefined,
) {
  return {
    kind,
    number,
    shortCode: printedCode(shortCode),
    sample,
    ...subjectJson(data),
    event: data.event.campaign,
    date: data.event.date,
    host: data.host,
    issuer: data.issuer,
    issuedAt: issuedAt.toISOString(),
    sha256,
    statement: data.statement ?? null,
    /** Set when its personal values and its file were erased by rule. */
    erased: erased ? { at: erased.at.toISOString() } : null,
    revoked: revoked
      ? {
          at: revoked.at.toISOString(),
          reason: revoked.reason,
          replacement: replacement?.number ?? null,
        }
      : null,
  };
}
