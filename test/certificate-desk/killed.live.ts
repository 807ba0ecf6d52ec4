// A server is killed in the middle of issuing 1,238 certificates; started again it finishes them:
// no second number, no second file, and what was made before is byte for byte the same.
import { expect } from 'chai';
import type { mongo } from 'mongoose';
import {
  createServerProcess,
  openServerDatabase,
  type ServerProcess,
} from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { endSession, writeEndedEvent } from './ended-event.ts';

const PEOPLE = 1_238;
const IN_FLIGHT = 200;
/** Some are frozen by then, most are not. */
const SOME = 24;
const INDEX = { session: 1, kind: 1, subject: 1, active: 1, sha256: 1 } as const;

describe('a kill in the middle of bulk issuing', function () {
  this.timeout(420_000);
  let server: ServerProcess;
  let client: mongo.MongoClient;
  let db: mongo.Db;
  const open = async () => {
    client = await openServerDatabase(server.dataDir);
    db = client.db();
  };
  const certificates = () => db.collection('certificates');
  /** From the index alone: the files would be read with every look. */
  const count = async (filter: object) => {
    const session = (await db.collection('sessions').findOne({ isDefault: true }))?._id;
    return certificates().countDocuments({ session, ...filter }, { hint: INDEX });
  };
  const ISSUED = { kind: 'declaration', sha256: { $gt: '' } };
  const RESERVED = { kind: 'declaration', sha256: null };

  before(async () => {
    server = await createServerProcess();
    await server.start();
    await open();
    const endedAt = new Date();
    await writeEndedEvent(db, { people: PEOPLE, brief: PEOPLE, endedAt, ends: false });
    await endSession(db, { from: new Date(endedAt.getTime() - 7_200_000), endedAt });
  });
  after(async () => {
    await client?.close();
    await server?.clean();
  });

  it('leaves all 1,238: unique numbers, one file each, old ones byte-identical', async () => {
    await until(
      'some issued, hundreds reserved',
      async () => (await count(ISSUED)) >= SOME && (await count(RESERVED)) >= IN_FLIGHT,
      120_000,
    );
    // Stopped, so that what is counted is what is killed.
    server.freeze();
    const inFlight = await count(RESERVED);
    expect(inFlight, 'reserved without a file at the kill').to.be.at.least(IN_FLIGHT);
    await server.kill9();
    await client.close().catch(() => undefined);
    await server.start();
    await open();
    const fields = { projection: { number: 1, code: 1, sha256: 1, bytes: 1, subject: 1 } };
    const made = await certificates().find(ISSUED, fields).toArray();
    const reserved = await certificates()
      .find(RESERVED, { projection: { number: 1, subject: 1 } })
      .toArray();
    // The restarted server waits for the dead one's lease; what is there is what the kill left.
    expect(made.length, 'issued before the kill').to.be.within(SOME, PEOPLE - IN_FLIGHT);
    expect(reserved.length, 'left by the kill').to.be.above(0);
    await until('all of them', async () => (await count(ISSUED)) === PEOPLE, 240_000);
    const all = await certificates()
      .find({ kind: 'declaration' }, { projection: { bytes: 0, data: 0 } })
      .toArray();
    expect(all).to.have.length(PEOPLE);
    for (const key of ['number', 'code', 'subject', 'sha256']) {
      expect(new Set(all.map((one) => one[key])).size, key).to.equal(PEOPLE);
    }
    const numbers = new Map(all.map(({ subject, number }) => [subject, number]));
    for (const { subject, number } of reserved) expect(numbers.get(subject)).to.equal(number);
    for (const old of made) {
      const now = await certificates().findOne({ number: old.number });
      expect(Buffer.from(now?.bytes.buffer).equals(Buffer.from(old.bytes.buffer))).to.equal(true);
    }
    const audits = await db
      .collection('audit')
      .countDocuments({ event: 'certificate.issued', 'data.kind': 'declaration' });
    expect(audits, 'each issued once').to.equal(PEOPLE);
    await until(
      'the job to end',
      async () => (await db.collection('issue_jobs').countDocuments({ state: 'running' })) === 0,
    );
  });
});
