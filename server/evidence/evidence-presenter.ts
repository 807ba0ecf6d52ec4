// What the page of evidence bundles shows: the log as it stands, the bundles made, how to check them.
import { inGroups } from '../evidence-check/index.ts';
import type { Language } from '../http/language.ts';
import type { LogState } from '../log/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { BundleFacts } from './evidence-model.ts';

export interface EvidencePageFacts {
  session: SessionDocument;
  log: LogState;
  bundles: BundleFacts[];
  rootFingerprint: string;
  /** Id of the bundle that was made just now. */
  made: string | undefined;
  language: Language;
}

/** What the parts of a bundle weigh once they are compressed: measured on real ones, in bytes. */
const WEIGHT = { small: 14_000, leaf: 330, certificate: 180 };

/** The view of templates/pages/evidence.hbs. */
export function evidenceView(facts: EvidencePageFacts) {
  const { session, log, bundles, rootFingerprint, made, language } = facts;
  return {
    slug: session.slug,
    session: session.title,
    log: {
      size: log.size,
      pending: log.pending,
      head: log.head && { time: log.head.time, root: inGroups(log.head.root) },
      time: log.time,
      stampedSize: log.stampedSize,
      isStamped: log.time === 'stamped',
    },
    root: inGroups(rootFingerprint),
    made: bundles.some(({ _id }) => _id === made),
    bundles: bundles.map((bundle) => bundleView(bundle, session, language)),
    isEmpty: bundles.length === 0,
  };
}

function bundleView(bundle: BundleFacts, { slug }: SessionDocument, language: Language) {
  const { _id, madeAt, by, head, totals } = bundle;
  const leaves = head?.size ?? 0;
  const weight = WEIGHT.small + leaves * WEIGHT.leaf + totals.certificates * WEIGHT.certificate;
  const href = `/kendali/bukti/${slug}/${_id}`;
  return {
    id: _id,
    madeAt: madeAt.toISOString(),
    by: by.label,
    leaves,
    ...totals,
    bundle: { href: `${href}/bukti.zip`, size: sizeText(weight, language) },
    pdf: totals.certificates > 0 && {
      href: `${href}/pdf.zip`,
      size: sizeText(totals.pdfBytes, language),
    },
  };
}

/** "1,2 MB": as many thousands as make it short. */
function sizeText(bytes: number, language: Language): string {
  const units = ['kB', 'MB', 'GB'] as const;
  const step = Math.min(2, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3) - 1));
  const value = bytes / 1000 ** (step + 1);
  const digits = value < 10 ? 1 : 0;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })} ${units[step]}`;
}
