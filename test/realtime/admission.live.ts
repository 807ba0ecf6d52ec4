// More arrivals than a process admits: everybody is told their place, waits it out and gets in.
import { expect } from 'chai';
import { admissionWaitIn } from '../../server/protocol/admission.ts';
import { type ClientSocket, connect, openSocket } from '../../server/rehearsal/open-socket.ts';
import { openSocket as openOnce, signInStaff } from '../control/staff-world.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const PER_SECOND = 20;
const CROWD = 80;

/** The number of the place that a ticket keeps. */
const numberIn = (ticket = ''): number =>
  JSON.parse(Buffer.from(ticket.split('.')[0] ?? '', 'base64url').toString()).number;

describe('a crowd at the door', function () {
  this.timeout(60_000);
  let app: TestApp;
  const sockets: ClientSocket[] = [];
  const arrive = (ticket?: string) => {
    const auth = { page: 'board' as const, ...(ticket && { ticket }) };
    const socket = openSocket({ base: app.url, auth, cookie: '' });
    sockets.push(socket);
    return socket;
  };
  const arriveMany = (count: number) => Array.from({ length: count }, () => connect(arrive()));
  /** The wait that a newcomer is told; the socket does not come back. */
  const told = async (ticket?: string) => {
    const socket = arrive(ticket);
    const refusal = new Promise<unknown>((resolve) => {
      socket.once('connect_error', (error: Error & { data?: unknown }) => resolve(error.data));
      socket.once('connect', () => resolve(undefined));
    });
    socket.connect();
    const wait = admissionWaitIn(await refusal);
    socket.disconnect();
    return wait;
  };
  before(async () => {
    app = await startApp({ environment: { ADMIT_PER_SECOND: String(PER_SECOND) } });
  });
  after(async () => {
    for (const socket of sockets) socket.disconnect();
    await app?.stop();
  });

  it('gets in completely, at the rate of the process, each told a place first', async () => {
    const places: number[] = [];
    const from = performance.now();
    const arrivals = arriveMany(CROWD);
    for (const socket of sockets) {
      socket.on('connect_error', (error: Error & { data?: unknown }) => {
        const wait = admissionWaitIn(error.data);
        if (wait) places.push(wait.position);
      });
    }
    await Promise.all(arrivals);
    const seconds = (performance.now() - from) / 1000;
    expect(seconds).to.be.above((CROWD - PER_SECOND) / PER_SECOND - 0.5);
    expect(places.length).to.be.at.least(CROWD / 4);
    expect(Math.max(...places)).to.be.within(2, CROWD);
    expect(sockets.filter((socket) => socket.connected)).to.have.length(CROWD);
    expect(app.ikrar.gateway.counts().board).to.equal(CROWD);
  });

  it('keeps a place by its ticket, while a forged or a foreign ticket queues anew', async () => {
    const crowd = arriveMany(CROWD);
    const mine = await told();
    if (!mine) throw new Error('Let in at once');
    const place = numberIn(mine.ticket);
    expect(numberIn((await told(mine.ticket))?.ticket)).to.equal(place);
    for (const ticket of [
      `${mine.ticket.slice(0, -4)}AAAA`,
      'eyJsYW5lIjoiY3Jvd2QiLCJudW1iZXIiOjEsImVuZCI6OTk5OTk5OTk5OX0.c2lnbmF0dXJl',
      '...',
    ]) {
      expect(numberIn((await told(ticket))?.ticket), ticket).to.be.above(place);
    }
    expect(app.ikrar.gateway.waiting()).to.be.above(0);
    await Promise.all(crowd);
  });

  it('lets staff in beside the crowd', async () => {
    const host = await signInStaff(app, 'pemimpin');
    const crowd = arriveMany(CROWD);
    await told();
    expect(app.ikrar.gateway.waiting()).to.be.above(0);
    const { socket, first } = await openOnce(app, host, {
      page: 'control',
      session: app.session().slug,
    });
    expect(first.control?.online).to.equal(0);
    expect(app.ikrar.gateway.waiting()).to.be.above(0);
    socket.close();
    await Promise.all(crowd);
  });
});
