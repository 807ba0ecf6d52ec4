// The seal's keys: the platform's own under DATA_DIR/keys, made on first start, or a PKCS#12 file.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  type AuthorityFacts,
  certify,
  type KeyPair,
  newKey,
  RUNGS,
  type Rung,
  revocationList,
} from './certificate-authority.ts';
import { createHashSigner, type HashSigner } from './hash-signer.ts';
import { KeyError } from './key-error.ts';
import { type KeyFolder, openKeyFolder } from './key-files.ts';
import { readP12 } from './p12.ts';
import type { SealLevel } from './seal-level.ts';

/** What sealing, verifying and publishing need of the keys. */
export interface SealKeys {
  signer: HashSigner;
  /** The certificate that the seal's chain leads to. */
  rootPem: string;
  /** Roots (DER) of our own seals, past ones included. */
  trustedRoots: Buffer[];
  /** An (empty) revocation list of the seal certificates (DER); nothing with a PKCS#12 key. */
  createCrl(now: Date): Promise<Buffer | null>;
  /** The root's own list (DER), made with it. */
  rootCrl: Buffer | null;
}

/** Where the keys come from. */
export interface KeySource extends AuthorityFacts {
  keysDir: string;
  /** PKCS#12 file and password instead of own keys. */
  p12?: { file: string; password: string; level: SealLevel } | undefined;
}

/** Days until a published revocation list has to be fetched again. */
const CRL_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Opens the keys, making what is missing; a start after a kill half-way completes the rest.
 * The key signs and verifies once. KeyError when something is there but not usable.
 */
export async function openSealKeys(source: KeySource): Promise<SealKeys> {
  return source.p12 ? openP12Keys(source.p12, source.now) : openOwnKeys(source);
}

function openP12Keys(p12: NonNullable<KeySource['p12']>, now: Date): SealKeys {
  const content = readP12(p12.file, p12.password);
  const root = content.chain.at(-1) ?? content.certificate;
  return {
    signer: createHashSigner({ ...content, level: p12.level, now }),
    rootPem: new X509Certificate(root).toString(),
    trustedRoots: [root],
    createCrl: async () => null,
    rootCrl: null,
  };
}

async function openOwnKeys(source: KeySource): Promise<SealKeys> {
  const folder = openKeyFolder(source.keysDir);
  const root = await openRung(folder, 'root', null, source);
  const rootCrl = await openRootCrl(folder, root, source);
  const issuing = await openRung(folder, 'issuing', root, source);
  const seal = await openRung(folder, 'seal', issuing, source);
  const raw = (pair: HeldRung) => new X509Certificate(pair.certificate).raw;
  const signer = createHashSigner({
    key: readKey(folder, 'seal', seal),
    certificate: raw(seal),
    chain: [raw(issuing), raw(root)],
    level: 'tidak-tersertifikasi',
    now: source.now,
  });
  return {
    signer,
    rootPem: root.certificate,
    trustedRoots: [raw(root)],
    createCrl: (now) =>
      revocationList(complete(folder, 'issuing', issuing), now, later(now, CRL_DAYS)),
    rootCrl,
  };
}

/** A rung's certificate, and its key unless that was taken away (the root's may be kept offline). */
interface HeldRung {
  certificate: string;
  key: string | undefined;
}

/** Key first, then certificate: whatever a kill leaves, the next start goes on from there. */
async function openRung(
  folder: KeyFolder,
  rung: Rung,
  issuer: HeldRung | null,
  source: KeySource,
): Promise<HeldRung> {
  const [keyFile, certificateFile] = [`${rung}.key.pem`, `${rung}.pem`];
  const known = folder.find(certificateFile);
  let key = folder.find(keyFile);
  if (known !== undefined) {
    assertReadable(known, folder.path(certificateFile));
    return { certificate: known, key };
  }
  if (key === undefined) {
    key = await newKey();
    folder.write(keyFile, key);
  }
  const parent = issuer && complete(folder, rung === 'seal' ? 'issuing' : 'root', issuer);
  const certificate = await certify(rung, key, parent, source);
  folder.write(certificateFile, certificate);
  return { certificate, key };
}

async function openRootCrl(folder: KeyFolder, root: HeldRung, source: KeySource): Promise<Buffer> {
  const known = folder.find('root.crl.base64');
  if (known !== undefined) return Buffer.from(known, 'base64');
  const until = later(source.now, RUNGS.root.years * 365);
  const list = await revocationList(complete(folder, 'root', root), source.now, until);
  folder.write('root.crl.base64', `${list.toString('base64')}\n`);
  return list;
}

function complete(folder: KeyFolder, rung: Rung, { certificate, key }: HeldRung): KeyPair {
  if (key === undefined) throw new KeyError('KEY_MISSING', folder.path(`${rung}.key.pem`));
  return { certificate, key };
}

function readKey(folder: KeyFolder, rung: Rung, pair: HeldRung) {
  const { key } = complete(folder, rung, pair);
  try {
    return createPrivateKey(key);
  } catch (error) {
    throw new KeyError('KEY_DAMAGED', folder.path(`${rung}.key.pem`), error);
  }
}

function assertReadable(pem: string, file: string): void {
  try {
    new X509Certificate(pem);
  } catch (error) {
    throw new KeyError('KEY_DAMAGED', file, error);
  }
}

const later = (moment: Date, days: number): Date => new Date(moment.getTime() + days * DAY_MS);
