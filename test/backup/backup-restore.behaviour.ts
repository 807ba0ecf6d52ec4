// A backup brought back into an empty place: every byte equal; a damaged one changes nothing.
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { mongo } from 'mongoose';
import { create, extract } from 'tar';
import { createBackup, openArchive, restoreBackup } from '../../server/backup/index.ts';
import { startTemporaryMongod, type TemporaryMongod } from './temporary-mongod.ts';

const clock = { now: () => new Date('2020-10-07T05:00:00.000Z') };

/** Every document of a database as stored bytes, by collection, and every index. */
async function readEverything(db: mongo.Db) {
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map((c) => c.name);
  const collections: Record<string, unknown> = {};
  for (const name of names.sort()) {
    const documents: string[] = [];
    for await (const raw of db.collection(name).find({}, { raw: true, sort: { _id: 1 } })) {
      if (raw instanceof Uint8Array) documents.push(Buffer.from(raw).toString('hex'));
    }
    collections[name] = { documents, indexes: await db.collection(name).indexes() };
  }
  return collections;
}

/** A small database with every kind of value that ours stores, and more than one batch. */
async function fill(db: mongo.Db): Promise<void> {
  const pdf = randomBytes(150_000);
  await db.collection('certificates').insertOne({
    number: 'C1',
    pdf: new mongo.Binary(pdf),
    sha256: createHash('sha256').update(pdf).digest('hex'),
    issuedAt: new Date('2020-10-07T03:00:00.123Z'),
    pages: new mongo.Int32(1),
    sequence: mongo.Long.fromString('9007199254740993'),
    ratio: new mongo.Double(1),
    none: null,
  });
  await db.collection('certificates').createIndex({ sha256: 1 }, { unique: true, name: 'by_hash' });
  const signatures = Array.from({ length: 1_201 }, (_, index) => ({ index, seat: `s${index}` }));
  await db.collection('signatures').insertMany(signatures);
  await db
    .collection('signatures')
    .createIndex({ seat: 1 }, { unique: true, partialFilterExpression: { index: { $gte: 0 } } });
  await db.createCollection('empty', { collation: { locale: 'id' } });
}

describe('backup and restore', function () {
  this.timeout(60_000);
  let mongod: TemporaryMongod;
  let root: string;
  let out: string;
  let source: mongo.Db;

  before(async () => {
    mongod = await startTemporaryMongod();
    root = await mkdtemp(join(tmpdir(), 'ikrar-backup-'));
    out = join(root, 'backup.tar.gz');
    source = mongod.freshDb();
    await fill(source);
    await mkdir(join(root, 'from', 'keys', 'old'), { recursive: true });
    await writeFile(join(root, 'from', 'keys', 'seal.pem'), 'key');
    await writeFile(join(root, 'from', 'keys', 'old', 'seal.pem'), 'older');
    await createBackup({
      client: mongod.client,
      db: source,
      dataDir: join(root, 'from'),
      out,
      clock,
    });
  });
  after(async () => {
    await mongod.stop();
    await rm(root, { recursive: true, force: true });
  });

  const newFolder = () => mkdtemp(join(root, 'unpacked-'));
  const attempt = async (archive: string, db: mongo.Db, dataDir: string, knownMigrations = 1) => {
    const folder = await newFolder();
    const manifest = await openArchive(archive, folder);
    await restoreBackup({ db, dataDir, folder, manifest, knownMigrations });
  };
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => 'accepted',
      (error: unknown) => String(error),
    );
  /** Repacks the archive after `change` had its way with the unpacked files. */
  const repack = async (change: (folder: string) => Promise<void>) => {
    const folder = await newFolder();
    await extract({ file: out, cwd: folder });
    await change(folder);
    const changed = join(await newFolder(), 'changed.tar.gz');
    await create({ gzip: true, cwd: folder, file: changed }, ['.']);
    return changed;
  };

  it('gives back every document byte for byte, the indexes, and the keys', async () => {
    const target = mongod.freshDb();
    const dataDir = join(root, 'to');
    await attempt(out, target, dataDir);
    expect(await readEverything(target)).to.deep.equal(await readEverything(source));
    const certificate = await target.collection('certificates').findOne({});
    const bytes: unknown = certificate?.pdf.buffer;
    if (!(bytes instanceof Uint8Array)) throw new Error('The PDF is missing');
    expect(createHash('sha256').update(bytes).digest('hex')).to.equal(certificate?.sha256);
    expect(await readFile(join(dataDir, 'keys', 'old', 'seal.pem'), 'utf8')).to.equal('older');
    expect((await stat(join(dataDir, 'keys', 'seal.pem'))).mode & 0o777).to.equal(0o600);
  });

  it('is readable by its owner only, and leaves no other file beside it', async () => {
    expect((await stat(out)).mode & 0o777).to.equal(0o600);
    const hidden = (await readdir(root)).filter((name) => name.startsWith('.'));
    expect(hidden).to.deep.equal([]);
  });

  it('holds one moment even while documents are being written', async () => {
    const db = mongod.freshDb();
    const before = Array.from({ length: 4_000 }, (_, index) => ({ before: index }));
    await db.collection('a').insertMany(before.map((each) => ({ ...each })));
    await db.collection('b').insertMany(before);
    let go = true;
    const pairs = (async () => {
      for (let n = 0; go; n += 1) {
        await db.collection('a').insertOne({ n });
        await db.collection('b').insertOne({ n });
      }
    })();
    const file = join(root, 'moving.tar.gz');
    const parts = { client: mongod.client, db, dataDir: join(root, 'none'), clock };
    const manifest = await createBackup({ ...parts, out: file });
    go = false;
    await pairs;
    const [a = 0, b = 0] = ['a', 'b'].map(
      (name) => manifest.collections.find((found) => found.name === name)?.documents,
    );
    expect(a - b).to.be.within(0, 1);
  });

  it('is refused into a database or a folder that holds something, which stays as it was', async () => {
    const full = mongod.freshDb();
    await full.collection('mine').insertOne({ kept: true });
    expect(await refusal(attempt(out, full, join(root, 'x')))).to.include('sudah berisi data');
    expect(await full.collection('mine').countDocuments()).to.equal(1);
    const dataDir = join(root, 'full');
    await mkdir(join(dataDir, 'keys'), { recursive: true });
    await writeFile(join(dataDir, 'keys', 'seal.pem'), 'mine');
    const empty = mongod.freshDb();
    expect(await refusal(attempt(out, empty, dataDir))).to.include('sudah berisi keys');
    expect(await readFile(join(dataDir, 'keys', 'seal.pem'), 'utf8')).to.equal('mine');
    expect(await empty.listCollections().toArray()).to.deep.equal([]);
  });

  it('is refused with one flipped byte, a missing or surplus entry, or a cut archive', async () => {
    const flipped = await repack(async (folder) => {
      const path = join(folder, 'data', '0001.bson');
      const bytes = await readFile(path);
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      await chmod(path, 0o600);
      await writeFile(path, bytes);
    });
    const missing = await repack((folder) => rm(join(folder, 'keys', 'seal.pem')));
    const surplus = await repack((folder) => writeFile(join(folder, 'keys', 'x.pem'), 'x'));
    const cut = join(root, 'cut.tar.gz');
    await writeFile(cut, (await readFile(out)).subarray(0, 5_000));
    const db = mongod.freshDb();
    const reasons: string[] = [];
    for (const archive of [flipped, missing, surplus, cut]) {
      reasons.push(await refusal(attempt(archive, db, join(root, 'y'))));
    }
    expect(reasons[0]).to.include('berubah');
    expect(reasons[1]).to.include('keys/seal.pem');
    expect(reasons[2]).to.include('keys/x.pem');
    expect(reasons[3]).to.include('terpotong');
    expect(await db.listCollections().toArray()).to.deep.equal([]);
  });

  it('is refused when it comes from a newer version', async () => {
    const newer = await repack(async (folder) => {
      const path = join(folder, 'manifest.json');
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.replace('"migration": 0', '"migration": 9'));
    });
    const db = mongod.freshDb();
    expect(await refusal(attempt(newer, db, join(root, 'z')))).to.include('lebih baru');
    expect(await db.listCollections().toArray()).to.deep.equal([]);
  });
});
