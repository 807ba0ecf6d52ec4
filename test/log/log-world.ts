// A log on a real database, with a signer of its own and signatures that are put there directly.
import 'reflect-metadata';
import { createPrivateKey, KeyObject, sign } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import type { Database } from '../../server/core/database.ts';
import { newId } from '../../server/core/ids.ts';
import { createLeases } from '../../server/core/lease.ts';
import { createLogger } from '../../server/core/logger.ts';
import { systemRandom } from '../../server/core/random.ts';
import {
  createAmendmentStore,
  createLeafSource,
  createLogService,
  createLogStore,
  createLogTrees,
  createSequencer,
  type HeadSigner,
  type LogStore,
  type SequencerTiming,
} from '../../server/log/index.ts';
import { LEAF_FORMAT, leafHash, leafText } from '../../server/proofs/index.ts';
import { createSignatureStore, type SignatureDocument } from '../../server/signatures/index.ts';

export const random = systemRandom;
export const clock = { now: () => new Date() };

export type TestSigner = HeadSigner & { certificate: string; pem: string };

/** A signer of a private key in PEM. */
export function signerOf(pem: string, certificate: string): TestSigner {
  const key = createPrivateKey(pem);
  return {
    keyId: '00000001',
    certificate,
    pem,
    sign: (bytes) => sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }),
  };
}

/** A key as the evidence key is, with its certificate. */
export async function testSigner(): Promise<TestSigner> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Uji',
    keys,
    signingAlgorithm: algorithm,
  });
  const key = KeyObject.from(keys.privateKey);
  const pem = key.export({ format: 'pem', type: 'pkcs8' }).toString();
  return signerOf(pem, certificate.toString('pem'));
}

/** A signature of somebody of this session, as the platform stores it. */
export function signatureOf(session: string, at = new Date()): SignatureDocument {
  const leaf = leafText({
    format: LEAF_FORMAT,
    session,
    declaration: leafHash('declaration'),
    seat: '31/gubernur',
    region: '31',
    person: random(32).toString('hex'),
    ticks: [at.toISOString()],
    together: [true],
    window: 'open',
    device: '',
    signedAt: at.toISOString(),
    consent: leafHash('consent'),
    method: 'typed',
    mark: leafHash('mark'),
    identified: 'link',
  });
  return {
    _id: newId(random),
    schemaVersion: 1,
    kind: 'signature',
    session,
    registration: newId(random),
    seat: newId(random),
    region: '31',
    signedAt: at,
    leaf,
    leafHash: leafHash(leaf),
    personal: {
      name: 'Pejabat Uji',
      acting: '',
      salt: '00',
      mark: { method: 'typed', text: 'Pejabat Uji' },
    },
  };
}

export const voidOf = (session: string): SignatureDocument => ({
  ...signatureOf(session),
  kind: 'void',
  leaf: '',
  leafHash: null,
  personal: null,
});

/** Stores, service and sequencers of one database; each sequencer is a process of its own. */
export async function createLogWorld(database: Database, given?: TestSigner) {
  const { connection } = database;
  const store = createLogStore(connection);
  const amendments = createAmendmentStore(connection);
  const signatures = createSignatureStore(connection);
  await store.ensureIndexes();
  await amendments.ensureIndexes();
  await signatures.ensureIndexes();
  const signer = given ?? (await testSigner());
  const source = createLeafSource(signatures, amendments);
  const service = createLogService({ store, amendments, source, trees: createLogTrees(store) });
  return {
    database,
    store,
    amendments,
    signatures,
    signer,
    source,
    service,
    /** Signs `count` times, one millisecond apart, so long `before` now. */
    async sign(session: string, count: number, before = 0): Promise<SignatureDocument[]> {
      const from = Date.now() - count - before;
      const made = Array.from({ length: count }, (_, at) =>
        signatureOf(session, new Date(from + at)),
      );
      await signatures.insertMany(made);
      return made;
    },
    process({
      timing = {},
      chunk,
      beforeWrite,
      open = [],
      sessions,
      through = store,
    }: {
      timing?: Partial<SequencerTiming>;
      chunk?: number;
      beforeWrite?: (step: 'entries' | 'head') => Promise<void>;
      open?: string[];
      /** Only these, where a suite has many. */
      sessions?: string[];
      /** The same store as this process sees it. */
      through?: LogStore;
    } = {}) {
      return createSequencer({
        store: through,
        source: sessions ? { ...source, sessions: async () => sessions } : source,
        signer,
        time: { clock, random },
        leases: createLeases({ connection, node: newId(random) }),
        openSessions: () => open,
        logger: createLogger('silent'),
        timing: { allMs: 0, ...timing },
        ...(chunk && { chunk }),
        ...(beforeWrite && { beforeWrite }),
      });
    },
    /** The lease runs out at once, as if its holder had slept for long. */
    async expireLease() {
      const past = { $set: { until: new Date(0) } };
      await connection.collection('leases').updateMany({}, past);
    },
  };
}
export type LogWorld = Awaited<ReturnType<typeof createLogWorld>>;
