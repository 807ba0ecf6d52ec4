// A verification as people see it (the page's verdict) and as programs get it (JSON).

import type { CertificateData, IssuedCertificate } from '../certificates/index.ts';
import { isPersonal, printedCode, printedOffice } from '../certificates/index.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Language } from '../http/language.ts';
import { formatDate, formatTime } from '../http/views/format.ts';
import type { Verification, VerificationState } from './verification-service.ts';

/** The page's names of the five states: its colours, shapes and words hang on them. */
const VERDICTS = {
  valid: 'sah',
  altered: 'berubah',
  revoked: 'dicabut',
  sample: 'contoh',
  unknown: 'tak-dikenal',
} as const satisfies Record<VerificationState, string>;
const CHECKS = ['known', 'bytes', 'seal', 'whole', 'chain'] as const;

interface Fact {
  key: string;
  value: string;
  href?: string;
  digits?: boolean;
}

/** What the template `verification` is given. */
export interface VerificationView {
  host: string;
  typed: string;
  fileName?: string;
  error?: { field: 'code' | 'file'; message: string };
  verdict?: {
    state: string;
    sentence: string;
    checks: { key: string; passed: boolean | null }[];
    facts: Fact[];
    download: string | undefined;
  };
}

/** What the presenter needs beside the verification. */
export interface VerificationFrame {
  catalogue: Catalogue;
  language: Language;
  /** Name of the host when the certificate names none. */
  host: string;
  /** The code or the file's name, as the visitor gave it. */
  typed: string;
  fileName?: string | undefined;
  /** True for the holder and for staff. */
  mayDownload: boolean;
}

/** The page's view of a verification. */
export function presentVerification(
  verification: Verification,
  frame: VerificationFrame,
): VerificationView {
  const { certificate, file, state } = verification;
  const host = certificate?.data.host ?? frame.host;
  const checks = file?.checks;
  return {
    host: frame.host,
    typed: file ? '' : frame.typed,
    ...(frame.fileName ? { fileName: frame.fileName } : {}),
    verdict: {
      state: VERDICTS[state],
      sentence: sentenceOf(verification, frame, host),
      checks: checks ? CHECKS.map((key) => ({ key, passed: checks[key] })) : [],
      facts: [
        ...(certificate ? certificateFacts(certificate, frame) : unknownFacts(verification, frame)),
        ...fileFacts(verification),
        ...revocationFacts(verification, frame),
        { key: 'checkedAt', value: momentOf(verification.checkedAt, frame.language) },
      ],
      download: certificate && frame.mayDownload ? `/berkas/${certificate.code}.pdf` : undefined,
    },
  };
}

function sentenceOf(
  { state, file, certificate }: Verification,
  { catalogue, language }: VerificationFrame,
  host: string,
): string {
  const key = sentenceKey(state, file !== undefined, certificate?.sample ?? false);
  const date = certificate?.revoked ? formatDate(certificate.revoked.at, language) : '';
  return catalogue.text(language, `verification.sentence.${key}`, { host, date });
}

/** A file is spoken of differently than a code, and an altered sample proves nothing either way. */
function sentenceKey(state: VerificationState, isFile: boolean, isSample: boolean): string {
  if (state === 'valid' && isFile) return 'sahFile';
  if (state === 'unknown' && isFile) return 'tak-dikenalFile';
  if (state === 'altered' && isSample) return 'contohBerubah';
  return VERDICTS[state];
}

function certificateFacts(
  { data, kind, number, shortCode, issuedAt }: IssuedCertificate,
  { catalogue, language }: VerificationFrame,
): Fact[] {
  const say = (key: string, parameters = {}) =>
    catalogue.text(language, `verification.${key}`, parameters);
  const { event } = data;
  return [
    { key: 'document', value: say(`kinds.${kind}`) },
    ...subjectFacts(data, say),
    { key: 'event', value: event.campaign },
    { key: 'date', value: formatDate(`${event.date}T05:00:00Z`, language, { weekday: true }) },
    ...(data.kind === 'participation'
      ? [{ key: 'minutes', value: say('minutes', { count: data.minutes }) }]
      : []),
    { key: 'number', value: number },
    ...(data.issuer ? [{ key: 'issuer', value: data.issuer }] : []),
    { key: 'sealedAt', value: momentOf(issuedAt, language) },
    { key: 'code', value: printedCode(shortCode) },
    ...(data.kind === 'declaration'
      ? [{ key: 'leaf', value: grouped(data.leafHash), digits: true }]
      : []),
  ];
}

/** Whom or what the document speaks of: its holder, or the region and how many signed. */
function subjectFacts(data: CertificateData, say: (key: string, given?: object) => string): Fact[] {
  if (isPersonal(data)) {
    const { holder } = data;
    return [
      { key: 'name', value: holder.name },
      { key: 'office', value: printedOffice(holder) },
      ...(holder.region ? [{ key: 'region', value: holder.region }] : []),
    ];
  }
  const { signed, seats } = data.totals;
  return [
    ...(data.kind === 'region' ? [{ key: 'region', value: data.region.name }] : []),
    { key: 'signed', value: say('signedOf', { signed, seats }) },
  ];
}

function unknownFacts({ file }: Verification, frame: VerificationFrame): Fact[] {
  if (file) return [];
  const say = (key: string) => frame.catalogue.text(frame.language, `verification.advice.${key}`);
  return [
    { key: 'code', value: frame.typed },
    { key: 'tryThis', value: say('tryThis') },
    { key: 'inDoubt', value: say('inDoubt') },
  ];
}

function fileFacts({ file, certificate }: Verification): Fact[] {
  if (!file) return [];
  const own = { key: 'fingerprint', value: grouped(file.sha256), digits: true };
  if (!certificate || file.checks.bytes) return [own];
  return [own, { key: 'issuedFingerprint', value: grouped(certificate.sha256), digits: true }];
}

function revocationFacts(
  { certificate, replacement }: Verification,
  { language }: VerificationFrame,
): Fact[] {
  const revoked = certificate?.revoked;
  if (!revoked) return [];
  return [
    { key: 'revokedAt', value: momentOf(revoked.at, language) },
    { key: 'reason', value: revoked.reason },
    ...(replacement
      ? [
          {
            key: 'replacement',
            value: replacement.number,
            href: `/verifikasi/${replacement.code}`,
          },
        ]
      : []),
  ];
}

const momentOf = (moment: Date, language: Language): string =>
  `${formatDate(moment, language)}, ${formatTime(moment)}`;
const grouped = (hash: string): string => hash.match(/.{1,4}/g)?.join(' ') ?? hash;

/** The JSON of a verification: the same facts under English keys; a file adds its checks. */
export function verificationJson({
  state,
  certificate,
  replacement,
  checkedAt,
  file,
}: Verification) {
  return {
    state,
    checkedAt: checkedAt.toISOString(),
    certificate: certificate ? certificateJson(certificate, replacement) : null,
    ...(file
      ? {
          file: { sha256: file.sha256 },
          checks: file.checks,
          seal: { ...file.inspection },
        }
      : {}),
  };
}

/** A person's name and office, or how many signed; `region` is null outside regions. */
function subjectJson(data: CertificateData) {
  if (!isPersonal(data)) {
    const { signed, seats } = data.totals;
    const region = data.kind === 'region' ? data.region.name : null;
    return { region, signed, seats, logRoot: data.log?.root ?? null };
  }
  const { holder } = data;
  const own =
    data.kind === 'participation' ? { minutes: data.minutes } : { leafHash: data.leafHash };
  return { name: holder.name, office: printedOffice(holder), region: holder.region, ...own };
}

function certificateJson(
  { data, kind, number, shortCode, issuedAt, sha256, sample, revoked }: IssuedCertificate,
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
    revoked: revoked
      ? {
          at: revoked.at.toISOString(),
          reason: revoked.reason,
          replacement: replacement?.number ?? null,
        }
      : null,
  };
}
