// A bundle's files, one after the other, each hashed while it is sent; the signed manifest is last,
// because it says what all others are.
import type { Campaign } from '../campaigns/index.ts';
import { canonicalJson } from '../core/canonical.ts';
import { countedMember } from '../core/counted-member.ts';
import type { ZipSource } from '../core/zip-stream.ts';
import {
  BUNDLE_FORMAT,
  ERASED_FORMAT,
  FILES,
  type Manifest,
  type Member,
  SIGNATURE_FORMAT,
} from '../evidence-check/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { EvidenceBundle } from './evidence-model.ts';
import type { EvidenceSources } from './evidence-sources.ts';
import { keyMembers } from './key-members.ts';
import { createLineMembers, type LineTotals } from './line-members.ts';
import { readmeText } from './readme.ts';

export interface BundleOrder {
  bundle: EvidenceBundle;
  session: SessionDocument;
  /** The readme's text with its placeholders. */
  readme: string;
}

const canonical = (value: unknown) => Buffer.from(canonicalJson(value), 'utf8');
const whole = (name: string, bytes: Buffer): ZipSource => ({
  name,
  bytes: [bytes],
  compress: true,
});

/** The members of `bukti-<slug>.zip`. */
export async function* bundleMembers(
  given: EvidenceSources,
  order: BundleOrder,
): AsyncGenerator<ZipSource, void, undefined> {
  // The keys as they are now: renewed on the way, they would sign with one that isn't in the bundle.
  const sources = { ...given, keys: { ...given.keys } };
  const campaign = await sources.campaignOf(order.session);
  const members: Member[] = [];
  const lines = createLineMembers(sources, order.bundle);
  const small = smallMembers(sources, order, campaign);
  for (const source of [...small, ...lines.sources]) yield countedMember(source, members);
  // Only in a bundle that has any: one without is byte for byte what it was.
  const erased = lines.erased();
  if (erased.length > 0) {
    const list = canonical({ erased, format: ERASED_FORMAT });
    yield countedMember(whole(FILES.erased, list), members);
  }
  const listed = members.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const manifest = canonical(
    manifestOf(sources, order, { campaign: campaign.name, listed, lines: lines.totals() }),
  );
  yield whole(FILES.manifest, manifest);
  const { keyId, sign } = sources.keys.evidence;
  const signature = sign(manifest).toString('base64');
  yield whole(FILES.signature, canonical({ format: SIGNATURE_FORMAT, keyId, signature }));
}

/** Small files, whose bytes are known at once. */
function smallMembers(
  { keys, tsaRoots }: EvidenceSources,
  { bundle, session, readme }: BundleOrder,
  { declaration, consent }: Campaign,
): ZipSource[] {
  const { rootFingerprint, rootCrl } = keys;
  const facts = { session, rootFingerprint, madeAt: bundle.madeAt };
  return [
    whole(FILES.readme, Buffer.from(readmeText(readme, facts), 'utf8')),
    ...(declaration ? [whole(FILES.declaration, declarationText(declaration))] : []),
    ...(consent
      ? [whole(FILES.consent, canonical({ version: consent.version, text: consent.text }))]
      : []),
    ...keyMembers(keys, tsaRoots).map(([name, bytes]) => whole(name, bytes)),
    ...(rootCrl ? [whole(FILES.rootCrl, rootCrl)] : []),
    whole(FILES.issuingCrl, bundle.issuingCrl),
    whole(FILES.revocations, canonical(bundle.revocations)),
  ];
}

/** Exactly what `declarationHash` hashes. */
const declarationText = (declaration: NonNullable<Campaign['declaration']>): Buffer => {
  const { version, opening, clauses, closing } = declaration;
  return canonical({ version, opening, clauses, closing });
};

function manifestOf(
  { keys }: EvidenceSources,
  { bundle, session }: BundleOrder,
  { campaign, listed, lines }: { campaign: string; listed: Member[]; lines: LineTotals },
): Manifest {
  const { _id: id, date, kind, slug, title } = session;
  const { certificates, revoked } = bundle.totals;
  return {
    format: BUNDLE_FORMAT,
    head: bundle.head && { root: bundle.head.root, size: bundle.head.size },
    keyId: keys.evidence.keyId,
    madeAt: bundle.madeAt.toISOString(),
    members: listed,
    rootFingerprint: keys.rootFingerprint,
    session: { id, campaign, date, kind, slug, title },
    totals: { certificates, revoked, ...lines },
  };
}
