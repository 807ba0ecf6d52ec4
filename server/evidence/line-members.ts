// The large files of a bundle, line by line from the database: entries, heads, stamps, certificates.
import { X509Certificate } from 'node:crypto';
import { canonicalJson, sha256Hex } from '../core/canonical.ts';
import type { ZipSource } from '../core/zip-stream.ts';
import {
  type CertificateLine,
  type ErasedLine,
  FILES,
  type Manifest,
} from '../evidence-check/index.ts';
import { readRevocations } from '../proofs/index.ts';
import { sealedBy } from '../sealing/index.ts';
import type { EvidenceBundle } from './evidence-model.ts';
import type { EvidenceSources } from './evidence-sources.ts';

/** Many lines go together through hash and compression (characters). */
const CHUNK = 64 * 1024;

/** How many lines there were. */
export type LineTotals = Pick<Manifest['totals'], 'heads' | 'leaves' | 'timestamps'>;

export interface LineMembers {
  sources: ZipSource[];
  /** Whole when all sources have been read. */
  totals(): LineTotals;
  /** Certificates whose files were erased; whole at the same time. */
  erased(): ErasedLine[];
}

/** The files as of the bundle's moment: nothing beyond its head. */
export function createLineMembers(sources: EvidenceSources, bundle: EvidenceBundle): LineMembers {
  const totals: LineTotals = { heads: 0, leaves: 0, timestamps: 0 };
  const gone: ErasedLine[] = [];
  const member = (name: string, rows: AsyncIterable<object>): ZipSource => ({
    name,
    bytes: chunks(rows),
    compress: true,
  });
  return {
    totals: () => totals,
    erased: () => gone,
    sources: [
      member(FILES.entries, entryLines(sources, bundle, totals)),
      member(FILES.heads, headLines(sources, bundle, totals)),
      member(FILES.timestamps, timestampLines(sources, bundle, totals)),
      member(FILES.certificates, certificateLines(sources, bundle, gone)),
    ],
  };
}

const sizeOf = ({ head }: EvidenceBundle): number => head?.size ?? 0;

async function* entryLines({ log }: EvidenceSources, bundle: EvidenceBundle, totals: LineTotals) {
  const size = sizeOf(bundle);
  if (size === 0) return;
  for await (const { index: sequence, leaf } of log.entries(bundle.session)) {
    if (sequence >= size) return;
    totals.leaves += 1;
    yield { leaf, sequence };
  }
}

async function* headLines({ log }: EvidenceSources, bundle: EvidenceBundle, totals: LineTotals) {
  for (const { size, keyId, signature, text } of await log.heads(bundle.session)) {
    if (size > sizeOf(bundle)) return;
    totals.heads += 1;
    yield { keyId, signature, text };
  }
}

async function* timestampLines(
  { log }: EvidenceSources,
  bundle: EvidenceBundle,
  totals: LineTotals,
) {
  for (const { size, token } of await log.timestamps(bundle.session)) {
    if (size > sizeOf(bundle)) return;
    totals.timestamps += 1;
    yield { size, token: token.toString('base64') };
  }
}

async function* certificateLines(
  { archive, keys }: EvidenceSources,
  { certificates, revocations }: EvidenceBundle,
  gone: ErasedLine[],
): AsyncGenerator<CertificateLine, void, undefined> {
  const seals = keys.sealCertificates.map((pem) => new X509Certificate(pem).raw);
  const fingerprints = seals.map((der) => sha256Hex(der));
  const revoked = new Set(readRevocations(revocations.text)?.revoked.map(({ number }) => number));
  for await (const one of archive.files(certificates)) {
    const { number, kind, sha256, size, leafHash, issuedAt, templateVersion, bytes, erased } = one;
    const seal = bytes ? fingerprints[sealedBy(bytes, seals)] : erased?.seal;
    if (erased) gone.push({ at: erased.at.toISOString(), number });
    yield {
      ...{ number, kind, sha256, size, leafHash, templateVersion },
      issuedAt: issuedAt.toISOString(),
      sealCertificate: seal ?? null,
      state: revoked.has(number) ? 'revoked' : 'valid',
    };
  }
}

async function* chunks(rows: AsyncIterable<object>): AsyncGenerator<Buffer, void, undefined> {
  let text = '';
  for await (const row of rows) {
    text += `${canonicalJson(row)}\n`;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text, 'utf8');
    text = '';
  }
  if (text !== '') yield Buffer.from(text, 'utf8');
}
