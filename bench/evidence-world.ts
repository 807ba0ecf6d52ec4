// A bundle of a session with as many leaves as wanted, made by the product's own maker from leaves
// and heads in memory, with keys of its own.
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { canonicalHash } from '../server/core/canonical.ts';
import { systemRandom } from '../server/core/random.ts';
import { zipStream } from '../server/core/zip-stream.ts';
import { bundleMembers } from '../server/evidence/bundle-members.ts';
import { openSealKeys, type SealKeys } from '../server/keys/index.ts';
import {
  createMerkleTree,
  headText,
  LEAF_FORMAT,
  leafHash,
  leafText,
  revocationsText,
  type SignedHead,
} from '../server/proofs/index.ts';

const README = fileURLToPath(new URL('../templates/evidence/README.txt', import.meta.url));
const SESSION = 'bench00000000000';
/** Leaves under one head: a lively two seconds. */
const HEAD_EVERY = 100;
const DECLARATION = {
  version: '1',
  opening: 'Kami',
  clauses: ['satu', 'dua', 'tiga', 'empat'],
  closing: 'Demikian',
};
const CONSENT = { version: '1', text: 'Saya setuju' };

function makeLog(leaves: number, { evidence }: SealKeys, at: string) {
  const tree = createMerkleTree();
  const entries: string[] = [];
  const heads: SignedHead[] = [];
  const hashes = { declaration: canonicalHash(DECLARATION), consent: canonicalHash(CONSENT) };
  for (let index = 0; index < leaves; index += 1) {
    const random = systemRandom(64).toString('hex');
    const leaf = leafText({
      format: LEAF_FORMAT,
      session: SESSION,
      ...hashes,
      seat: '33.24/sekretaris-daerah',
      region: '33.24',
      person: random.slice(0, 64),
      ticks: [at, at, at, at],
      together: [true, true, true, false],
      window: 'open',
      device: '',
      signedAt: at,
      method: 'drawn',
      mark: random.slice(64),
      identified: 'link',
    });
    entries.push(leaf);
    tree.append(Buffer.from(leafHash(leaf), 'hex'));
    const size = index + 1;
    if (size % HEAD_EVERY !== 0 && size !== leaves) continue;
    const previous = heads.at(-1)?.size ?? 0;
    const head = { session: SESSION, size, previous, root: tree.root().toString('hex'), time: at };
    const text = headText(head);
    const signature = evidence.sign(Buffer.from(text, 'utf8')).toString('base64');
    heads.push({ ...head, text, signature, keyId: evidence.keyId });
  }
  return { entries, heads };
}

/** Writes the bundle to a file of a folder of its own; `stop` takes the folder away. */
export async function makeBenchBundle(leaves: number) {
  const folder = await mkdtemp(join(tmpdir(), 'ikrar-bench-evidence-'));
  const now = new Date();
  const keys = await openSealKeys({
    keysDir: join(folder, 'keys'),
    organization: 'Ikrar',
    publicUrl: 'https://ikrar.example',
    now,
    random: systemRandom,
  });
  const { entries, heads } = makeLog(leaves, keys, now.toISOString());
  const newest = heads.at(-1);
  const text = revocationsText({ madeAt: now.toISOString(), revoked: [] });
  const { keyId, sign } = keys.evidence;
  const bundle = {
    ...{ _id: SESSION, schemaVersion: 1, session: SESSION, madeAt: now },
    by: { kind: 'system' as const, id: 'bench', label: 'bench' },
    head: newest ? { size: newest.size, root: newest.root } : null,
    totals: { certificates: 0, revoked: 0, pdfBytes: 0, waiting: 0 },
    certificates: [],
    revocations: { text, signature: sign(Buffer.from(text, 'utf8')).toString('base64'), keyId },
    issuingCrl: (await keys.createCrl(now)) ?? Buffer.alloc(0),
  };
  const session = {
    _id: SESSION,
    slug: 'bench',
    title: 'Bench',
    date: '2026-10-07',
    kind: 'official',
  };
  const sources = {
    keys,
    tsaRoots: [],
    log: {
      async *entries() {
        for (const [index, leaf] of entries.entries()) yield { index, leaf };
      },
      heads: async () => heads,
      timestamps: async () => [],
    },
    archive: { async *files() {} },
    campaignOf: async () => ({ name: 'Bench', declaration: DECLARATION, consent: CONSENT }),
  };
  const file = join(folder, 'bukti.zip');
  // Of each source only what a bundle reads is there: the real ones have more.
  const order = { bundle, session, readme: await readFile(README, 'utf8') } as never;
  const stream = zipStream(bundleMembers(sources as never, order), now);
  await pipeline(Readable.fromWeb(stream as never), createWriteStream(file));
  return {
    file,
    root: keys.rootFingerprint,
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}
