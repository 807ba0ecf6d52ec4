// The floor among 2,000 officials: hundreds of hands go up and down, the director gives the floor and
// ends it, regions sign, some press without a pause. Nobody hears five messages in any second, and
// in the end everybody's picture of the stage and of their own hand is the stored one.
import { expect } from 'chai';
import { type LeanSocket, openLean } from '../../bench/lean-socket.ts';
import { prepareOfficials } from '../../bench/officials.ts';
import type { StageDesk, StageView } from '../../server/protocol/stage.ts';
import { placeInQueue } from '../../server/protocol/stage-queue.ts';
import { openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import { mostWithin } from '../support/most-within.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

const PEOPLE = 2_000;
/** Of them, so many raise a hand one after the other, and so many press without a pause. */
const RAISING = 400;
const FLOODING = 5;
const SECONDS = 8;
/** Who thinks better of it lowers the hand again after so long. */
const LOWER_MS = 2_000;
const SIGN_EVERY_MS = 200;
const DIRECT_EVERY_MS = 300;
/** So many steps of the director at least, however slow the machine. */
const STEPS = 12;
const JOIN_AT_ONCE = 100;

interface Client {
  socket: LeanSocket;
  /** When each message came, in milliseconds. */
  heard: number[];
  view: StageView | undefined;
  /** As the last answer to one's own press said. */
  hand: number | null;
}

const listen = (client: Client) => (data: Buffer) => {
  client.heard.push(performance.now());
  if (!data.includes('"stage"')) return;
  const text = data.toString();
  const [, frame]: [string, { stage?: StageView }] = JSON.parse(text.slice(text.indexOf('[')));
  if (frame.stage) client.view = frame.stage;
};

const press = async (client: Client, up: boolean): Promise<void> => {
  const answer = await client.socket.emit('stage:hand', { up });
  const [{ ok, data }]: [{ ok: boolean; data: { hand: number | null } }] = JSON.parse(answer);
  if (ok) client.hand = data.hand;
};

const pressOf = async (client: Client | undefined, up: boolean): Promise<void> => {
  if (client) await press(client, up);
};

describe('the floor among 2,000 officials', function () {
  this.timeout(90_000);
  let app: TestApp;
  let session: string;
  let staff: TestSocket;
  let desk: StageView & { desk?: StageDesk };
  const staffHeard: number[] = [];
  const clients: Client[] = [];
  const timers: NodeJS.Timeout[] = [];
  const every = (ms: number, run: (round: number) => void) => {
    let round = 0;
    timers.push(setInterval(() => run(round++), ms));
  };
  const hands = () =>
    app.database.connection.collection('stage_hands').find({ session }).sort({ number: 1 });

  before(async function () {
    this.timeout(120_000);
    app = await startApp({ environment: { ADMIT_PER_SECOND: '2000' } });
    const { tokens } = app.ikrar.base;
    const made = await prepareOfficials(app.ikrar, app.database.connection, tokens, PEOPLE);
    session = made.id;
    const auth = { page: 'control', session: made.session };
    const opened = await openSocket(app, await signInStaff(app, 'pemimpin'), auth);
    staff = opened.socket;
    if (opened.first.stage) desk = opened.first.stage;
    staff.on('frame', ({ stage }) => {
      staffHeard.push(performance.now());
      if (stage) desk = stage;
    });
    const join = async (cookie: string) => {
      const socket = await openLean({ url: app.url, auth: { page: 'official' }, cookie });
      const client: Client = { socket, heard: [], view: undefined, hand: null };
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
    for (const { socket } of clients) socket.close();
    await app?.stop();
  });

  /** The director's next step on what the desk shows: floor given, taken back, a hand put down. */
  const directOnce = async (round: number): Promise<string | undefined> => {
    const [first, second] = desk.desk?.queue ?? [];
    const { floor } = desk;
    if (!first || !second) return undefined;
    const step =
      round % 3 === 2
        ? { act: 'dismiss' as const, who: second.who }
        : floor
          ? { act: 'end' as const }
          : { act: 'give' as const, who: first.who };
    const answer = await staff.emitWithAck('stage:act', step);
    // Who lowered their own hand a moment before the step is no longer there.
    return answer.ok || answer.code === 'HAND_DOWN' ? undefined : answer.code;
  };

  const lead = async (seconds: number) => {
    const refused: string[] = [];
    const pressed: Promise<void>[] = [];
    let steps = 0;
    let isDirecting = false;
    const began = performance.now();
    const raising = clients.slice(0, RAISING);
    /** How many of them have had their turn when the hands began to go up `after` ms later. */
    const due = (after: number): number => {
      const share = (performance.now() - began - after) / (seconds * 1_000 - LOWER_MS);
      return Math.floor(Math.min(Math.max(share, 0), 1) * RAISING);
    };
    let raised = 0;
    let lowered = 0;
    const pressDue = () => {
      for (; raised < due(0); raised++) pressed.push(pressOf(raising[raised], true));
      // A third of them thinks better of it.
      for (; lowered < due(LOWER_MS); lowered++) {
        if (lowered % 3 === 0) pressed.push(pressOf(raising[lowered], false));
      }
    };
    every(50, pressDue);
    const busy = new Set<Client>();
    every(50, () => {
      for (const client of clients.slice(RAISING, RAISING + FLOODING)) {
        if (busy.has(client)) continue;
        busy.add(client);
        pressed.push(press(client, client.hand === null).finally(() => busy.delete(client)));
      }
    });
    every(DIRECT_EVERY_MS, async (round) => {
      if (isDirecting) return;
      isDirecting = true;
      const code = await directOnce(round).finally(() => {
        isDirecting = false;
      });
      steps += 1;
      if (code) refused.push(code);
    });
    every(SIGN_EVERY_MS, (round) => {
      const mark = { method: 'typed', text: 'Pejabat Uji' };
      const signing = clients[RAISING + FLOODING + round * 20];
      void signing?.socket.emit('signature:sign', { mark, consent: true }).catch(() => undefined);
    });
    const isOver = () => performance.now() - began > seconds * 1_000;
    await until('enough of it', () => isOver() && steps >= STEPS, 45_000);
    for (const timer of timers.splice(0)) clearInterval(timer);
    pressDue();
    await Promise.all(pressed);
    await until('the last step', () => !isDirecting);
    return { refused, steps, presses: pressed.length };
  };

  it('sends nobody five messages in any second, and all of them something', async () => {
    for (const client of clients) client.heard.length = 0;
    staffHeard.length = 0;
    const from = performance.now();
    const { refused, steps, presses } = await lead(SECONDS);
    const lasted = (performance.now() - from) / 1_000;
    expect(refused, 'nothing was refused').to.deep.equal([]);
    expect(presses).to.be.above(RAISING);
    expect(steps).to.be.at.least(STEPS);
    const everybody = [...clients.map(({ heard }) => heard), staffHeard];
    const rates = everybody.map((heard) => heard.length / lasted);
    const most = everybody.map((heard) => mostWithin(heard, 1_000));
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    const said = `mean ${mean.toFixed(2)}, most ${Math.max(...most)} messages a second`;
    console.info(`        ${presses} presses, ${steps} steps: ${said}`);
    expect(Math.min(...rates), 'everybody heard something').to.be.above(0);
    expect(Math.max(...rates), 'messages a second').to.be.below(5);
    expect(Math.max(...most), 'messages within any second').to.be.below(5);
  });

  it('leaves everybody with the stored stage, and each with the state of their own hand', async () => {
    const stored = await hands().toArray();
    const state = await app.database.connection
      .collection<{ _id: string; version: number; floor: { who: string } | null }>('stage_states')
      .findOne({ _id: session });
    const numbers = stored.map(({ number }) => number);
    expect(stored.length).to.be.above(RAISING / 3);
    const queue = numbers.slice(0, 20);
    const isTold = ({ view }: Client) =>
      view?.version === state?.version &&
      view?.hands === numbers.length &&
      JSON.stringify(view.queue) === JSON.stringify(queue);
    const acting = clients.slice(0, RAISING + FLOODING);
    await until('the last picture', () => clients.every(isTold));
    for (const { view } of clients) expect(view?.floor?.who).to.equal(state?.floor?.who);
    const up = new Set(numbers);
    for (const { hand, view } of acting) {
      const place = hand === null || !view ? 0 : placeInQueue(view, hand);
      const isUp = hand !== null && up.has(hand);
      const expected = !isUp ? 0 : queue.includes(hand) ? queue.indexOf(hand) + 1 : null;
      expect(place, `hand ${hand}`).to.equal(expected);
    }
    expect(acting.filter(({ hand }) => hand !== null && up.has(hand))).to.have.length(up.size);
  });

  it('shows the director the queue in its order, by region and office', async () => {
    const stored = await hands().limit(20).toArray();
    const told = desk.desk?.queue.map(({ who, number }) => [who, number]);
    expect(told).to.deep.equal(stored.map(({ who, number }) => [who, number]));
    for (const { title, place } of desk.desk?.queue ?? []) {
      expect(title).to.not.equal('');
      expect(place).to.not.equal('');
    }
  });
});
