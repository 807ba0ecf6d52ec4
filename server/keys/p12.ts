// A seal key from a PKCS#12 file. node-forge only opens the container: EC keys are beyond it.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import forge from 'node-forge';
import { KeyError } from './key-error.ts';

/** Key and certificates of a container; `chain` runs from the issuer to the root. */
export interface P12Content {
  key: KeyObject;
  certificate: Buffer;
  chain: Buffer[];
}

/** Reads a PKCS#12 file; KeyError says what is wrong with it. */
export function readP12(file: string, password: string): P12Content {
  const store = openContainer(file, password);
  const keyBag = [
    ...(store.getBags({ bagType: SHROUDED })[SHROUDED] ?? []),
    ...(store.getBags({ bagType: PLAIN })[PLAIN] ?? []),
  ][0];
  const certificates = (store.getBags({ bagType: CERTIFICATE })[CERTIFICATE] ?? []).map(
    (bag) => new X509Certificate(certificateDer(bag)),
  );
  if (!keyBag) throw new KeyError('P12_NO_KEY', file);
  const key = createPrivateKey({ key: keyDer(keyBag), format: 'der', type: 'pkcs8' });
  const leaf = certificates.find((certificate) => certificate.checkPrivateKey(key));
  if (!leaf) throw new KeyError('P12_NO_KEY', file);
  return { key, certificate: leaf.raw, chain: orderChain(leaf, certificates) };
}

const oids = forge.pki.oids as Record<string, string>; // the types know no single names
const SHROUDED = oids.pkcs8ShroudedKeyBag ?? '';
const PLAIN = oids.keyBag ?? '';
const CERTIFICATE = oids.certBag ?? '';

function openContainer(file: string, password: string): forge.pkcs12.Pkcs12Pfx {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new KeyError('P12_MISSING', file, error);
  }
  let asn1: forge.asn1.Asn1;
  try {
    asn1 = forge.asn1.fromDer(bytes.toString('binary'));
  } catch (error) {
    throw new KeyError('P12_UNREADABLE', file, error);
  }
  try {
    return forge.pkcs12.pkcs12FromAsn1(asn1, false, password);
  } catch (error) {
    const wrongPassword = /password|MAC/i.test(String(error));
    throw new KeyError(wrongPassword ? 'P12_PASSWORD' : 'P12_UNREADABLE', file, error);
  }
}

const der = (asn1: forge.asn1.Asn1): Buffer =>
  Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');

/** RSA keys come parsed, EC keys as the bare structure. */
function keyDer(bag: forge.pkcs12.Bag): Buffer {
  if (!bag.key) return der(bag.asn1);
  return der(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)));
}

const certificateDer = (bag: forge.pkcs12.Bag): Buffer =>
  der(bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1);

/** From the leaf's issuer up to a self-issued one; what doesn't belong is left out. */
function orderChain(leaf: X509Certificate, all: X509Certificate[]): Buffer[] {
  const chain: Buffer[] = [];
  let current = leaf;
  while (!current.checkIssued(current) && chain.length < all.length) {
    const issuer = all.find((other) => other !== current && current.checkIssued(other));
    if (!issuer) break;
    chain.push(issuer.raw);
    current = issuer;
  }
  return chain;
}
