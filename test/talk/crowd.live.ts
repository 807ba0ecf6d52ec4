// Questions, reactions and captions among 2,000 officials: every client hears all of it in fewer than
// five messages a second, captions within a second, and taps as one figure a second.
import { expect } from 'chai';
import { type LeanSocket, openLean } from '../../bench/lean-socket.ts';
import { prepareOfficials } from '../../bench/officials.ts';
import { REACTIONS, type TalkView } from '../../server/protocol/talk.ts';
import { openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import { mostWithin } from '../support/most-within.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { captioner } from './talk-world.ts';

const PEOPLE = 2_000;
/** Of them, so many tap each second, so many tap without a pause, and so many ask. */
const TAPPING = 400;
const FLOODING = 5;
const ASKING = 20;
const SECONDS = 10;
/** Lines are typed faster than anybody can. */
const LINE_MS = 500;
const JOIN_AT_ONCE = 100;

interface Client {
  socket: LeanSocket;
  /** When each message came, in milliseconds. */
  heard: number[];
  /** When each line came. */
  lines: Map<string, number>;
  /** Taps that each figure told. */
  figures: number[];
  /** Messages about one's own questions. */
  own: number;
}

/** What a message says of the talk; those without it are not parsed. */
const talkIn = (data: Buffer): TalkView | undefined => {
  if (!data.includes('"talk"')) return undefined;
  const text = data.toString();
  const [, frame]: [string, { talk?: TalkView }] = JSON.parse(text.slice(text.indexOf('[')));
  return frame.talk;
};

const listen = (client: Client) => (data: Buffer) => {
  const now = performance.now();
  client.heard.push(now);
  const talk = talkIn(data);
  for (const { text } of talk?.captions ?? []) {
    if (!client.lines.has(text)) client.lines.set(text, now);
  }
  const { reactions } = talk ?? {};
  if (reactions) client.figures.push(REACTIONS.reduce((sum, kind) => sum + reactions[kind], 0));
  if (talk?.own) client.own += 1;
};

describe('the talk among 2,000 officials', function () {
  this.timeout(60_000);
  let app: TestApp;
  let session: string;
  let staff: TestSocket;
  let typing: TestSocket;
  const clients: Client[] = [];
  const timers: NodeJS.Timeout[] = [];
  const every = (ms: number, run: (round: number) => void) => {
    let round = 0;
    timers.push(setInterval(() => run(round++), ms));
  };

  before(async function () {
    this.timeout(120_000);
    app = await startApp({ environment: { ADMIT_PER_SECOND: '2000' } });
    const { tokens } = app.ikrar.base;
    const made = await prepareOfficials(app.ikrar, app.database.connection, tokens, PEOPLE);
    session = made.id;
    const host = await signInStaff(app, 'moderator');
    const auth = { page: 'control', session: made.session };
    staff = (await openSocket(app, host, auth)).socket;
    const typist = await captioner(app, host, made.session);
    typing = (await openSocket(app, typist, { page: 'captions' })).socket;
    const join = async (cookie: string) => {
      const socket = await openLean({ url: app.url, auth: { page: 'official' }, cookie });
      const client = { socket, heard: [], lines: new Map(), figures: [], own: 0 };
      socket.onFrame = listen(client);
      clients.push(client);
    };
    for (let from = 0; from < PEOPLE; from += JOIN_AT_ONCE) {
      await Promise.all(made.cookies.slice(from, from + JOIN_AT_ONCE).map(join));
    }
  });
  after(async () => {
    for (const timer of timers) clearInterval(timer);
    staff?.close();
    typing?.close();
    for (const { socket } of clients) socket.close();
    await app?.stop();
  });

  const send = (client: Client | undefined, event: string, input: object): Promise<string> =>
    client ? client.socket.emit(event, input).catch(() => '') : Promise.resolve('');

  /** Approves the first question that is not on stage, or puts it there. */
  const moderateOnce = async (done: (answer: { ok: boolean; code?: string }) => void) => {
    const desk = await staff.emitWithAck('talk:desk', {});
    if (!desk.ok) return done(desk);
    const shown = desk.data.questions.find(({ state }) => state === 'shown');
    const next = desk.data.questions.find(({ state }) => state !== 'shown');
    if (!next) return;
    const step = next.state === 'new' ? 'approve' : 'show';
    const input = { question: next.id, step, version: next.version, shown: shown?.id ?? null };
    done(await staff.emitWithAck('talk:moderate', input));
  };

  /** Officials tap and ask, moderators moderate, a stenographer types, regions sign. */
  const talkFor = async (seconds: number) => {
    const sent = new Map<string, number>();
    const refused: string[] = [];
    let isModerating = false;
    const ok = (answer: { ok: boolean; code?: string }) => {
      if (!answer.ok) refused.push(answer.code ?? '');
    };
    every(1_000, (round) => {
      for (const client of clients.slice(0, TAPPING)) {
        void send(client, 'talk:react', { reaction: REACTIONS[round % REACTIONS.length] ?? '' });
      }
    });
    every(50, () => {
      for (const client of clients.slice(TAPPING, TAPPING + FLOODING)) {
        void send(client, 'talk:react', { reaction: 'applause' });
      }
    });
    every(LINE_MS, (round) => {
      const text = `Baris uji nomor ${round}`;
      sent.set(text, performance.now());
      typing.emit('talk:caption', { text, key: `kunci-uji-${String(round).padStart(8, '0')}` }, ok);
    });
    every(400, (round) => {
      if (round >= ASKING) return;
      void send(clients[PEOPLE - 1 - round], 'talk:ask', { text: `Pertanyaan uji ${round}?` });
    });
    every(400, async () => {
      // One step after the other: a moderator looks before the next one.
      if (isModerating) return;
      isModerating = true;
      await moderateOnce(ok).finally(() => {
        isModerating = false;
      });
    });
    every(200, (round) => {
      const mark = { method: 'typed', text: 'Pejabat Uji' };
      void send(clients[round * 20], 'signature:sign', { mark, consent: true });
    });
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    for (const timer of timers.splice(0)) clearInterval(timer);
    return { sent, refused };
  };

  it('comes to everybody in fewer than five messages a second, captions within one', async () => {
    for (const client of clients) client.heard.length = 0;
    const from = performance.now();
    const { sent, refused } = await talkFor(SECONDS);
    const lasted = (performance.now() - from) / 1_000;
    expect(refused, 'nothing was refused').to.deep.equal([]);
    expect(sent.size).to.be.at.least(SECONDS);
    await until('the last line everywhere', () =>
      clients.every(({ lines }) => lines.size >= sent.size),
    );
    const rates = clients.map(({ heard }) => heard.length / lasted);
    expect(Math.min(...rates), 'something was heard each second').to.be.above(1);
    expect(Math.max(...rates), 'messages a second').to.be.below(5);
    // What a busy machine holds back for a moment comes together afterwards.
    const bursts = clients.map(({ heard }) => mostWithin(heard, 3_000));
    const delays = clients.flatMap(({ lines }) =>
      [...sent].map(([text, at]) => (lines.get(text) ?? Number.POSITIVE_INFINITY) - at),
    );
    expect(Math.max(...bursts), 'messages within any three seconds').to.be.at.most(15);
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    const seconds = clients.map(({ heard }) => mostWithin(heard, 1_000));
    expect(Math.max(...seconds), 'messages within any second').to.be.below(5);
    const told = `mean ${mean.toFixed(2)}, most ${Math.max(...seconds)} messages a second`;
    console.info(`        ${told}; slowest line ${Math.round(Math.max(...delays))} ms`);
    // Server and 2,000 clients share this process: of a hundred lines one may wait for the clients.
    const late = delays.sort((a, b) => a - b)[Math.floor(delays.length * 0.99)];
    expect(late, 'ms to a line').to.be.below(1_000);
  });

  it('tells taps as one figure a second, none lost and none twice', async () => {
    const { reactions } = app.ikrar.domains.talk.stores;
    const total = async () => {
      const counts = await reactions.total(session);
      return REACTIONS.reduce((sum, kind) => sum + counts[kind], 0);
    };
    const heardBy = ({ figures }: Client) => figures.reduce((sum, figure) => sum + figure, 0);
    await until('all taps are told', async () => {
      const all = await total();
      return all > 0 && clients.every((client) => heardBy(client) === all);
    });
    const all = await total();
    expect(all).to.be.within(TAPPING, (TAPPING + FLOODING) * (SECONDS + 2));
    for (const { figures } of clients) expect(figures.length).to.be.at.most(SECONDS + 4);
  });

  it('tells each asker alone how their question stands', () => {
    const asked = clients.filter(({ own }) => own > 0);
    expect(asked).to.have.length(ASKING);
    for (const { own } of asked) expect(own).to.be.at.most(SECONDS + 2);
  });
});
