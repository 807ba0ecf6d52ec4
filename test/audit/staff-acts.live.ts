// Everything that staff do is in the audit with their name: all their routes and commands are
// walked, each in a way that succeeds, and what changes the collections must have written an event.
import { expect } from 'chai';
import { findForms } from '../../server/rehearsal/form-fields.ts';
import { writeEndedEvent } from '../certificate-desk/ended-event.ts';
import { openSocket, signInStaff, type TestSocket } from '../control/staff-world.ts';
import { KENDAL, SEKDA } from '../official/official-world.ts';
import { egressEngine, egressEnvironment } from '../recording/egress-engine.ts';
import { type StandIn, startEgressStandIn } from '../recording/egress-stand-in.ts';
import { commandNames } from '../support/command-names.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';
import { arrive, ask } from '../talk/talk-world.ts';
import {
  type ActWorld,
  COMMAND_ACTS,
  type CommandAct,
  LATER_ACTS,
  ROUTE_ACTS,
  type RouteAct,
  TALK_ACTS,
  WITHOUT_EVENT,
} from './staff-acts.ts';

const SLUG = '7-oktober-2020';
/** What goes on by itself, whoever does what. */
const BY_ITSELF = ['audit', 'nodes', 'leases', 'presence', 'key_certificates', 'staff_sessions'];

describe('what staff do', function () {
  this.timeout(120_000);
  let app: TestApp;
  let world: ActWorld;
  let socket: TestSocket;
  let standIn: StandIn;
  let owner: { id: string; label: string };

  const collection = (name: string) => app.database.connection.collection(name);
  const hashes = async (): Promise<string> => {
    const answer = await app.database.connection.db?.command({ dbHash: 1 });
    const all: [string, string][] = Object.entries(answer?.collections ?? {});
    return JSON.stringify(all.filter(([name]) => !BY_ITSELF.includes(name)));
  };
  /** Runs `act`; gives whether it changed something, and the events that it wrote. */
  const watched = async (act: () => Promise<void>) => {
    const seen = await collection('audit').countDocuments();
    const before = await hashes();
    await act();
    const changed = (await hashes()) !== before;
    const events = await collection('audit').find().sort({ at: 1, _id: 1 }).skip(seen).toArray();
    return { changed, own: events.filter(({ actor }) => actor.id === owner.id) };
  };
  const expectEvent = async (what: string, act: () => Promise<void>): Promise<void> => {
    const { own } = await watched(act);
    expect(own.length, `${what} wrote no event with its operator`).to.be.above(0);
    expect(own[0]?.actor, what).to.include({ kind: 'staff', label: owner.label });
  };

  const send = async ({ route, page, action = '', fields = {}, send: own, ofOther }: RouteAct) => {
    if (own) return own(world);
    const path = await page(world);
    const { text } = await world.owner.open(path);
    const pattern = new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`);
    const form = findForms(text).find(
      ({ method, action: to }) =>
        method === 'post' &&
        to !== null &&
        pattern.test(to) &&
        to.endsWith(action) &&
        (!ofOther || to.includes(world.other)),
    );
    if (!form) throw new Error(`${path} has no form for ${route} ${action}`);
    return world.owner.post(form.action ?? '', { ...form.hidden, ...fields });
  };

  before(async () => {
    standIn = await startEgressStandIn();
    app = await startApp({
      environment: egressEnvironment(standIn),
      engine: () => egressEngine(standIn),
    });
    await until('the engine', () => app.ikrar.engine.status().state === 'ready');
    const browser = await signInStaff(app, 'pemilik', 'owner');
    await signInStaff(app, 'pendamping');
    const account = await collection('accounts').findOne({ login: 'pemilik' });
    const other = await collection('accounts').findOne({ login: 'pendamping' });
    owner = { id: String(account?._id), label: 'Petugas pemilik' };
    world = {
      app,
      owner: browser,
      slug: SLUG,
      other: String(other?._id),
      by: { actor: { kind: 'staff', ...owner }, address: '' },
      registration: async () => {
        const one = await collection('signatures').findOne({ kind: 'signature' });
        return String(one?.registration);
      },
      newest: async (name, filter = {}) => {
        const [found] = await collection(name).find(filter).sort({ $natural: -1 }).toArray();
        if (!found) throw new Error(`Nothing in ${name}`);
        return found;
      },
    };
    socket = (await openSocket(app, browser, { page: 'control', session: SLUG })).socket;
  });
  after(async () => {
    socket?.close();
    await app?.stop();
    await standIn?.stop();
  });

  const call = async (command: string, input: object) => {
    // The names come from a list, each with the input that it takes.
    const emitter = socket.timeout(10_000) as unknown as {
      emitWithAck(name: string, given: object): Promise<{ ok: boolean; code?: string }>;
    };
    return emitter.emitWithAck(command, input);
  };
  const walkCommand = ({ command, input }: CommandAct) =>
    it(command, () =>
      expectEvent(command, async () => {
        const answer = await call(command, await input(world));
        expect(answer.ok, `${command}: ${answer.code}`).to.equal(true);
      }),
    );
  const walkRoute = (act: RouteAct) =>
    it(`${act.route} ${act.action ?? ''}`, () =>
      expectEvent(act.route, async () => {
        const answer = await send(act);
        expect(answer.status, act.route).to.equal(200);
        expect(answer.text, act.route).not.to.include('id="rangkuman"');
      }));

  describe('over sockets', () => {
    it('changes nothing by what is said to read only', async () => {
      for (const name of ['board:snapshot', 'matrix:snapshot', 'talk:desk', 'livestream:access']) {
        const { changed } = await watched(async () => {
          await call(name, {});
        });
        expect(changed, name).to.equal(false);
      }
    });

    for (const act of COMMAND_ACTS) walkCommand(act);
    it('asks a question for the moderator', async () => {
      const { person } = await arrive(app, KENDAL, SEKDA);
      await ask(app, person, 'Pertanyaan uji');
    });
    for (const act of TALK_ACTS) walkCommand(act);
  });

  describe('on pages', () => {
    for (const act of ROUTE_ACTS) walkRoute(act);
  });

  describe('after the event', () => {
    before(async () => {
      const { db } = app.database.connection;
      if (!db) throw new Error('No database');
      const people = await writeEndedEvent(db, { people: 3, endedAt: new Date() });
      const issued = () => collection('certificates').countDocuments({ sha256: { $ne: null } });
      await until('certificates', async () => (await issued()) >= people.length, 60_000);
      const heads = collection('log_heads');
      await until(
        'a head over all',
        async () => (await heads.findOne({ size: people.length })) !== null,
      );
      const registration = await app.ikrar.domains.stores.registrations.find(people[1] ?? '');
      if (!registration) throw new Error('No official');
      const session = app.session();
      const text = 'Saya hadir sejak awal.';
      await app.ikrar.domains.objections.object({ registration, session, note: text, address: '' });
    });
    for (const act of LATER_ACTS) walkRoute(act);
  });

  describe('is walked as a whole', () => {
    it('every route of staff that takes a form', () => {
      const routes = app.ikrar.routes
        .filter(
          ({ method, access }) =>
            method === 'post' && ['staff', 'host', 'moderator', 'owner', 'self'].includes(access),
        )
        .map(({ path }) => path);
      const walked = [...ROUTE_ACTS, ...LATER_ACTS].map(({ route }) => route);
      const known = [...walked, ...Object.keys(WITHOUT_EVENT)];
      expect(routes.filter((path) => !known.includes(path))).to.deep.equal([]);
      expect(walked.filter((path) => !routes.includes(path))).to.deep.equal([]);
    });

    it('every command that staff may call', async () => {
      const walked = [...COMMAND_ACTS, ...TALK_ACTS].map(({ command }) => command);
      const known = [...walked, ...Object.keys(WITHOUT_EVENT)];
      const unknown: string[] = [];
      for (const name of commandNames().filter((one) => !known.includes(one))) {
        // Who may not call a command is told so before its input is looked at.
        const { code } = await call(name, { bukan: 'masukan' });
        if (code !== 'NOT_SIGNED_IN') unknown.push(`${name}: ${code}`);
      }
      expect(commandNames().length).to.be.above(15);
      expect(unknown).to.deep.equal([]);
    });

    it('notices a change without an event', async () => {
      const silent = () => collection('sessions').updateOne({}, { $set: { place: 'Tempat lain' } });
      const { changed, own } = await watched(async () => {
        await silent();
      });
      expect([changed, own.length]).to.deep.equal([true, 0]);
    });
  });
});
