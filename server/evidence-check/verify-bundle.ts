// One bundle from its container to its last PDF: everything re-computed, nothing believed.
import { checkCertificates } from './check-certificates.ts';
import { checkCrls } from './check-crls.ts';
import { checkHeads } from './check-heads.ts';
import { checkLeaves } from './check-leaves.ts';
import { checkManifest } from './check-manifest.ts';
import { checkPdfs } from './check-pdfs.ts';
import { checkRevocations } from './check-revocations.ts';
import { checkTexts } from './check-texts.ts';
import { checkTimestamps, type NamedTsaRoot, rootsNamed } from './check-timestamps.ts';
import {
  createFindings,
  type FindingListener,
  type Findings,
  type GroupResult,
} from './findings.ts';
import { readKeyRing } from './key-ring.ts';
import { openBundle } from './open-bundle.ts';

/** `origin-unchecked`: consistent, but nobody said which root is the true one. */
export type Verdict = 'true' | 'origin-unchecked' | 'lie';

/**
 * Over the time stamps alone. `none`: there is no independent time. `origin-unchecked`: they fit
 * the heads, but nobody said which authority is the true one.
 */
export type TimeVerdict = Verdict | 'none';

export interface VerifyOptions {
  /** The bundle's ZIP, and the one of its PDFs. */
  bundle: string;
  pdf?: string | undefined;
  /** The true root's fingerprint, 64 hexadecimal digits in lower case. */
  root?: string | undefined;
  /** The true roots of time-stamping authorities; without them their origin stays unchecked. */
  tsaRoots?: readonly NamedTsaRoot[] | undefined;
  listener: FindingListener;
}

export interface Verification {
  verdict: Verdict;
  time: TimeVerdict;
  /** Fingerprint of the bundle's root; undefined when it has none that can be read. */
  root: string | undefined;
  results: GroupResult[];
}

/** Verifies a bundle; it rejects only when the program itself fails, never for a lie. */
export async function verifyBundle(options: VerifyOptions): Promise<Verification> {
  const findings = createFindings(options.listener);
  const root = await lookAtAll(options, findings);
  const consistent = options.root === undefined ? 'origin-unchecked' : 'true';
  const verdict = findings.hasLies() ? 'lie' : consistent;
  const results = findings.results();
  return { verdict, time: timeVerdict(results), root, results };
}

function timeVerdict(results: GroupResult[]): TimeVerdict {
  const stamps = results.find(({ group }) => group === 'timestamps');
  if (stamps?.state === 'lie') return 'lie';
  if (!stamps || stamps.count === 0) return 'none';
  return stamps.state === 'unchecked' ? 'origin-unchecked' : 'true';
}

async function lookAtAll(
  { bundle: path, pdf, root, tsaRoots }: VerifyOptions,
  findings: Findings,
): Promise<string | undefined> {
  const bundle = await openBundle(path, findings);
  if (!bundle) return undefined;
  try {
    const ring = await readKeyRing(bundle, findings, root);
    if (!ring) return undefined;
    const revoked = await checkCrls(bundle, ring, findings);
    checkManifest(bundle, ring, findings);
    const texts = checkTexts(bundle, findings);
    const log = await checkLeaves(bundle, texts, findings);
    const heads = await checkHeads(bundle, { ring, log }, findings);
    await checkTimestamps(bundle, { ring, heads, named: tsaRoots }, findings);
    const { listed, erased } = await checkCertificates(bundle, { ring, log }, findings);
    checkRevocations(bundle, { ring, listed }, findings);
    const stampRoots = rootsNamed(tsaRoots ?? [], ring);
    const against = { manifest: bundle.manifest, ring, listed, erased, revoked, stampRoots };
    await checkPdfs(pdf, against, findings);
    return ring.rootFingerprint;
  } finally {
    bundle.close();
  }
}
