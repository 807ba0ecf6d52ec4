// One bundle from its container to its last PDF: everything re-computed, nothing believed.
import { checkCertificates } from './check-certificates.ts';
import { checkCrls } from './check-crls.ts';
import { checkHeads } from './check-heads.ts';
import { checkLeaves } from './check-leaves.ts';
import { checkManifest } from './check-manifest.ts';
import { checkPdfs } from './check-pdfs.ts';
import { checkRevocations } from './check-revocations.ts';
import { checkTexts } from './check-texts.ts';
import { checkTimestamps } from './check-timestamps.ts';
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

export interface VerifyOptions {
  /** The bundle's ZIP, and the one of its PDFs. */
  bundle: string;
  pdf?: string | undefined;
  /** The true root's fingerprint, 64 hexadecimal digits in lower case. */
  root?: string | undefined;
  listener: FindingListener;
}

export interface Verification {
  verdict: Verdict;
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
  return { verdict, root, results: findings.results() };
}

async function lookAtAll(
  { bundle: path, pdf, root }: VerifyOptions,
  findings: Findings,
): Promise<string | undefined> {
  const bundle = await openBundle(path, findings);
  if (!bundle) return undefined;
  try {
    const ring = readKeyRing(bundle, findings, root);
    if (!ring) return undefined;
    checkManifest(bundle, ring, findings);
    const texts = checkTexts(bundle, findings);
    const log = await checkLeaves(bundle, texts, findings);
    const heads = await checkHeads(bundle, { ring, log }, findings);
    await checkTimestamps(bundle, { ring, heads }, findings);
    const listed = await checkCertificates(bundle, { ring, log }, findings);
    checkRevocations(bundle, { ring, listed }, findings);
    const revoked = await checkCrls(bundle, ring, findings);
    const against = { manifest: bundle.manifest, ring, listed, revoked };
    await checkPdfs(pdf, against, findings);
    return ring.rootFingerprint;
  } finally {
    bundle.close();
  }
}
