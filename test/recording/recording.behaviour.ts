// Recordings against a stand-in for Egress: begun, ended, followed, and every way to go wrong.
import { expect } from 'chai';
import { createAudit } from '../../server/audit/index.ts';
import type { Database } from '../../server/core/database.ts';
import { systemRandom } from '../../server/core/random.ts';
import {
  createRecorder,
  createRecordingService,
  createRecordingStore,
  type RecordingService,
} from '../../server/recording/index.ts';
import { movableClock } from '../support/http.ts';
import { makeIndexes, testDatabase } from '../support/mongo.ts';
import { refusalCode } from '../support/refusal-code.ts';
import { KEYS, type StandIn, startEgressStandIn } from './egress-stand-in.ts';

const by = {
  actor: { kind: 'staff', id: 'a1', label: 'Petugas uji' },
  address: '10.0.0.1',
} as const;
const MINUTE = 60_000;

describe('recordings', function () {
  this.timeout(60_000);
  let database: Database;
  let standIn: StandIn;
  let service: RecordingService;
  let count = 0;
  let session: { _id: string; slug: string };
  const clock = movableClock('2020-10-07T02:00:00.000Z');
  const engine = {
    state: 'ready' as 'ready' | 'down',
    keys: KEYS,
  };

  const make = (isOn = true, isOwn = false) =>
    createRecordingService({
      database,
      store: createRecordingStore(database.connection),
      recorder: createRecorder({
        engine: {
          status: () => ({ state: engine.state }),
          connection: () => ({ apiUrl: standIn.url, clientUrl: 'ws://x', ...engine.keys }),
        },
        isOn,
        isOwn,
        seconds: 0.3,
      }),
      audit: createAudit({ connection: database.connection, clock, random: systemRandom }),
      time: { clock, random: systemRandom },
      folder: '/out',
    });

  before(async () => {
    database = await testDatabase();
    standIn = await startEgressStandIn();
    service = make();
    createRecordingStore(database.connection);
    await makeIndexes(database);
  });
  after(() => standIn.stop());
  beforeEach(() => {
    count += 1;
    session = { _id: `sesi-${count}`, slug: `acara-${count}` };
    Object.assign(standIn.manner, { start: 'good', stop: 'good', list: 'good' });
    engine.state = 'ready';
    engine.keys = KEYS;
    standIn.items.length = 0;
    standIn.calls.length = 0;
  });
  afterEach(() => database.connection.collection('recordings').deleteMany({}));

  const first = async () => (await service.view(session._id)).rows[0];
  const events = async () =>
    (await database.connection.collection('audit').find({ session: session._id }).toArray()).map(
      ({ event, actor }) => `${event} ${actor.label}`,
    );

  it('begin, run, end, and list their file; each is in the audit with its operator', async () => {
    await service.start(session, by);
    expect(await first()).to.include({ state: 'asked', by: 'Petugas uji', file: null });
    const { method, body } = standIn.calls[0] ?? {};
    expect(method).to.equal('StartRoomCompositeEgress');
    expect(body).to.include({ roomName: `ikrar-${session._id}`, layout: 'speaker' });
    expect(JSON.stringify(body)).to.match(/"filepath":"\/out\/ikrar-acara-\d+-\{time\}-\w+\.mp4"/);

    Object.assign(standIn.items[0] ?? {}, { status: 'EGRESS_ACTIVE' });
    await service.look();
    expect((await first())?.state).to.equal('running');
    await service.stop(session._id, by);
    expect((await first())?.state).to.equal('ending');
    standIn.end('EG_1', 'EGRESS_COMPLETE');
    await service.look();
    expect(await first()).to.include({
      state: 'done',
      file: 's3://rekaman/uji.mp4',
      minutes: 90,
      megabytes: 734,
    });
    expect(await events()).to.deep.equal([
      'recording.started Petugas uji',
      'recording.stopped Petugas uji',
      'recording.ended Sistem',
    ]);
  });

  it('run once: of two operators who begin at the same moment one is refused', async () => {
    const codes = await Promise.all([
      refusalCode(service.start(session, by)),
      refusalCode(service.start(session, by)),
    ]);
    expect(codes.toSorted()).to.deep.equal(['RECORDING_RUNNING', 'done']);
    expect(standIn.items).to.have.length(1);
    expect(await refusalCode(service.start(session, by))).to.equal('RECORDING_RUNNING');
  });

  it('say why the recorder refused, and can be begun again', async () => {
    standIn.manner.start = 'refuse';
    expect(await refusalCode(service.start(session, by))).to.equal('RECORDING_REFUSED');
    expect(await first()).to.include({ state: 'failed', problem: 'egress not connected' });
    standIn.manner.start = 'good';
    clock.advance(1000);
    await service.start(session, by);
    expect((await first())?.state).to.equal('asked');
  });

  for (const manner of ['rubbish', 'html', 'nameless'] as const) {
    it(`take no ${manner} for an answer`, async () => {
      standIn.manner.start = manner;
      expect(await refusalCode(service.start(session, by))).to.equal('RECORDING_REFUSED');
      expect((await first())?.state).to.equal('failed');
    });
  }

  it('whose recorder did not answer are found in the room, and given up when it is not there', async () => {
    standIn.manner.start = 'hang';
    expect(await refusalCode(service.start(session, by))).to.equal('RECORDING_REFUSED');
    expect((await first())?.state).to.equal('asked');
    await service.look();
    const store = database.connection.collection('recordings');
    expect((await store.findOne({ session: session._id }))?.egress).to.equal('EG_1');
    standIn.items.length = 0;
    clock.advance(3 * MINUTE);
    await service.look();
    expect((await first())?.state).to.equal('lost');
  });

  it('stay as they are while the recorder talks rubbish about them', async () => {
    await service.start(session, by);
    Object.assign(standIn.items[0] ?? {}, { status: 'EGRESS_ACTIVE' });
    await service.look();
    for (const manner of ['rubbish', 'html', 'refuse'] as const) {
      standIn.manner.list = manner;
      await service.look();
      expect((await first())?.state, manner).to.equal('running');
    }
  });

  it('are refused with a foreign key: nothing runs at the recorder', async () => {
    engine.keys = { ...KEYS, apiSecret: 'bukan-rahasia-bukan-rahasia-bukan-rah' };
    expect(await refusalCode(service.start(session, by))).to.equal('RECORDING_REFUSED');
    expect(standIn.items).to.deep.equal([]);
    expect((await first())?.state).to.equal('failed');
  });

  it('that never end are given up after two minutes, so that another can begin', async () => {
    await service.start(session, by);
    await service.stop(session._id, by);
    clock.advance(MINUTE);
    await service.look();
    expect((await first())?.state).to.equal('ending');
    clock.advance(2 * MINUTE);
    await service.look();
    expect((await first())?.state).to.equal('lost');
    expect(await events()).to.include('recording.ended Sistem');
    clock.advance(1000);
    await service.start(session, by);
    expect((await first())?.state).to.equal('asked');
  });

  it('that the recorder would not end say why, and can be asked to end again', async () => {
    await service.start(session, by);
    standIn.manner.stop = 'refuse';
    expect(await refusalCode(service.stop(session._id, by))).to.equal('RECORDING_REFUSED');
    expect(await first()).to.include({ state: 'ending', problem: 'egress not connected' });
    standIn.manner.stop = 'good';
    await service.stop(session._id, by);
    standIn.end('EG_1', 'EGRESS_COMPLETE');
    await service.look();
    expect((await first())?.state).to.equal('done');
    const stops = (await events()).filter((one) => one.startsWith('recording.stopped'));
    expect(stops).to.have.length(1);
  });

  it('that fail by themselves say what the recorder says', async () => {
    await service.start(session, by);
    standIn.end('EG_1', 'EGRESS_FAILED', 'no space left on device');
    await service.look();
    expect(await first()).to.include({ state: 'failed', problem: 'no space left on device' });
  });

  it('go on while the media engine is away, and are followed when it is back', async () => {
    await service.start(session, by);
    Object.assign(standIn.items[0] ?? {}, { status: 'EGRESS_ACTIVE' });
    await service.look();
    engine.state = 'down';
    clock.advance(10 * MINUTE);
    await service.look();
    expect((await first())?.state).to.equal('running');
    expect(await refusalCode(service.stop(session._id, by))).to.equal('RECORDER_MISSING');
    engine.state = 'ready';
    standIn.end('EG_1', 'EGRESS_COMPLETE');
    await service.look();
    expect((await first())?.state).to.equal('done');
  });

  it('believe no report of a recording that is over, or of nobody’s', async () => {
    await service.start(session, by);
    standIn.end('EG_1', 'EGRESS_COMPLETE');
    await service.look();
    const late = { egress: 'EG_1', state: 'running', file: null, problem: '' } as const;
    await service.take(late);
    await service.take({ ...late, egress: 'EG_99' });
    expect((await first())?.state).to.equal('done');
  });

  it('are refused, and nothing is stored, where there is no recorder', async () => {
    for (const [none, state] of [
      [make(false), 'off'],
      [make(true, true), 'own'],
    ] as const) {
      expect(await refusalCode(none.start(session, by))).to.equal('RECORDER_MISSING');
      expect(await none.view(session._id)).to.deep.equal({ recorder: state, rows: [] });
    }
    expect(await refusalCode(service.stop(session._id, by))).to.equal('RECORDING_NONE');
    expect(await events()).to.deep.equal([]);
  });
});
