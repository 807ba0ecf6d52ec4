// Makes the CMS of seal after seal: what the signer alone decides is serialised once, so that a file
// costs a digest, a signature and some copying. `cms.ts` says what belongs in it, and why.
import { verify, X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import type { HashSigner } from '../keys/index.ts';
import { assembleCms, digestAttribute, fixedAttributes } from './cms.ts';
import { children, der, TAG } from './der.ts';

/** The DER of a detached SignedData over a digest (SHA-256), with the signer's chain inside. */
export type CmsWriter = (digest: Buffer, abort: AbortSignal) => Promise<Buffer>;

/**
 * A writer for the signer. Each signature is verified before it is used. The bytes are those of
 * `assembleCms`: one of its CMS is taken apart, and the others are put together in its frame.
 */
export function createCmsWriter(signer: HashSigner): CmsWriter {
  const fixed = fixedAttributes(signer, AsnConvert.parse(signer.certificate, Certificate));
  const fill = createFrame(
    assembleCms({
      attributes: [...fixed, digestAttribute(Buffer.alloc(32))],
      signature: Buffer.alloc(64),
      certificates: [signer.certificate, ...signer.chain],
      alg: signer.alg,
    }),
  );
  const fixedDer = fixed.map(serialized);
  // The digest is the attribute's end, so that the rest of it is the same for all.
  const beforeDigest = serialized(digestAttribute(Buffer.alloc(32))).subarray(0, -32);
  const { publicKey } = new X509Certificate(signer.certificate);
  return async (digest, abort) => {
    const own = Buffer.concat([beforeDigest, digest]);
    // DER's order for a set: by their bytes.
    const attributes = [...fixedDer, own].sort(Buffer.compare);
    const signed = der(TAG.set, ...attributes);
    const signature = await signer.sign(signed, abort);
    if (!verify('sha256', signed, publicKey, signature)) {
      throw new Error('The seal key signed wrongly');
    }
    return fill(attributes, signature);
  };
}

const serialized = (value: object): Buffer => Buffer.from(AsnConvert.serialize(value));

/** Keeps everything of a CMS but its attributes and its signature (RFC 5652, 5.1 and 5.3). */
function createFrame(sample: Buffer): (attributes: Buffer[], signature: Buffer) => Buffer {
  const [contentType = Buffer.alloc(0), ...wrapped] = children(sample);
  const data = wrapped.flatMap(children).flatMap(children);
  const info = data.slice(-1).flatMap(children).flatMap(children);
  const beforeInfos = data.slice(0, -1);
  // Version, signer, digest algorithm; then the attributes; then the signature's algorithm.
  const [beforeAttributes, algorithm] = [info.slice(0, 3), info.slice(4, 5)];
  return (attributes, signature) => {
    const signerInfo = der(
      TAG.sequence,
      ...beforeAttributes,
      der(TAG.context0, ...attributes),
      ...algorithm,
      der(TAG.octets, signature),
    );
    const signedData = der(TAG.sequence, ...beforeInfos, der(TAG.set, signerInfo));
    return der(TAG.sequence, contentType, der(TAG.context0, signedData));
  };
}
