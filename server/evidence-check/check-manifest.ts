// The manifest's signature: by an evidence key that leads to the bundle's root.
import { isTextSigned } from '../proofs/index.ts';
import { FILES } from './bundle-format.ts';
import type { Findings } from './findings.ts';
import { isInForce, type KeyRing } from './key-ring.ts';
import type { OpenBundle } from './open-bundle.ts';

/** Checks who signed the manifest, and when. */
export function checkManifest(bundle: OpenBundle, ring: KeyRing, findings: Findings): void {
  const { manifest, manifestBytes, signature } = bundle;
  const group = findings.begin('manifest');
  const file = FILES.signature;
  const signer = signature && ring.evidence.get(signature.keyId);
  group.looked();
  if (!signature) group.lie('SIGNATURE_FORM', { file });
  else if (!signer || signature.keyId !== manifest.keyId) {
    group.lie('KEY_UNKNOWN', { file, key: signature.keyId });
  } else {
    const holds = isTextSigned(manifestBytes, signature.signature, signer);
    if (!holds) group.lie('MANIFEST_SIGNATURE', { file });
    // It is signed whenever it is downloaded, so by a later year's key too: never by an earlier one.
    const holdsThen = isInForce(ring, signature.keyId, manifest.madeAt);
    if (!holdsThen) group.lie('KEY_NOT_VALID', { file });
  }
  const { session, madeAt } = manifest;
  group.end({ session: session.title, slug: session.slug, madeAt });
}
