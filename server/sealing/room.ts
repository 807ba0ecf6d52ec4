// How much room a signer's seals need in a file: a chain from outside may be longer than our own.
import { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import type { HashSigner } from '../keys/index.ts';
import { assembleCms, digestAttribute, fixedAttributes } from './cms.ts';
import { CONTENTS_BYTES } from './field.ts';

/** In steps, so that files of one kind of key are of one size. */
const STEP = 1_024;
const EC_SIGNATURE_MAX = 72;

/** Bytes to keep for the CMS: at least CONTENTS_BYTES, more where the signer's chain takes more. */
export function contentsBytesFor(signer: HashSigner): number {
  const { alg, certificate, chain } = signer;
  const { modulusLength } = new X509Certificate(certificate).publicKey.asymmetricKeyDetails ?? {};
  const fixed = fixedAttributes(signer, AsnConvert.parse(certificate, Certificate));
  const largest = assembleCms({
    attributes: [...fixed, digestAttribute(Buffer.alloc(32))],
    signature: Buffer.alloc(modulusLength ? modulusLength / 8 : EC_SIGNATURE_MAX),
    certificates: [certificate, ...chain],
    alg,
  });
  return Math.max(CONTENTS_BYTES[alg], Math.ceil(largest.length / STEP) * STEP);
}
