// A verification as people see it: one verdict, four answers, the facts.
import { printedCode } from '../certificates/index.ts';
import { formatDate } from '../http/views/format.ts';
import { compareRows } from './compared-rows.ts';
import type { Check, VerificationState } from './verification-checks.ts';
import { factsOf, momentOf, reasonText } from './verification-facts.ts';
import type { Verification } from './verification-service.ts';
import type {
  CheckKey,
  VerdictState,
  VerificationCheck,
  VerificationFrame,
  VerificationView,
} from './verification-view.ts';

/** The page's names of the states: its colours, shapes and words hang on them. */
const VERDICTS = {
  valid: 'sah',
  altered: 'berubah',
  revoked: 'dicabut',
  sample: 'contoh',
  incomplete: 'kurang',
  unknown: 'tak-dikenal',
} as const satisfies Record<VerificationState, VerdictState>;

/** The page's view of a verification. */
export function presentVerification(
  verification: Verification,
  frame: VerificationFrame,
): VerificationView {
  const { certificate, file, state } = verification;
  const host = certificate?.data.host ?? frame.host;
  return {
    host: frame.host,
    typed: typedOf(verification, frame),
    ...(frame.fileName ? { fileName: frame.fileName } : {}),
    verdict: {
      state: VERDICTS[state],
      sentence: sentenceOf(verification, frame, host),
      checks: certificate || file ? presentChecks(verification, frame) : [],
      facts: factsOf(verification, frame),
      download:
        certificate && !certificate.erased && frame.mayDownload
          ? `/berkas/${certificate.code}.pdf`
          : undefined,
    },
    compared: compareRows(certificate, frame),
  };
}

/** A code that was found is given back in its short form: a long one would not fit into the field. */
const typedOf = ({ file, certificate }: Verification, { typed }: VerificationFrame): string =>
  file ? '' : certificate ? printedCode(certificate.shortCode) : typed;

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

/** The four lines, each with the sentence of its own reason. */
function presentChecks(
  { checks, certificate, replacement, file }: Verification,
  { catalogue, language }: VerificationFrame,
): VerificationCheck[] {
  const { change } = checks.bytes;
  const { head, index = 0, withdrawnAt } = checks.log;
  const revoked = certificate?.revoked;
  const stampedAt = file?.inspection.timestamp?.at;
  const given = {
    at: (change?.at ?? 0) + 1,
    bytes: change?.bytes ?? 0,
    place: index + 1,
    size: head?.size ?? 0,
    time: head ? momentOf(new Date(head.time), language) : '',
    date: revoked ? formatDate(revoked.at, language) : '',
    reason: revoked ? reasonText(revoked.reason, { catalogue, language }) : '',
    withdrawn: withdrawnAt ? formatDate(withdrawnAt, language) : '',
    stampedAt: stampedAt ? momentOf(stampedAt, language) : '',
  };
  const line = (key: CheckKey, { holds, reason }: Check): VerificationCheck => ({
    key,
    passed: holds,
    text: catalogue.text(language, `verification.checks.${key}.${reason}`, given),
  });
  const state = line('state', checks.state);
  return [
    line('bytes', checks.bytes),
    line('seal', checks.seal),
    line('log', checks.log),
    replacement ? { ...state, href: `/verifikasi/${replacement.code}` } : state,
  ];
}
