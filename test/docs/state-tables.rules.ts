// The state tables of docs/ARCHITECTURE.md against the machine: each row does what it says, and
// what has no row is refused, whatever the circumstances.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { streamStateOf } from '../../server/livestream/stream-watch.ts';
import {
  CEREMONY_STATES,
  SESSION_ACTIONS,
  SESSION_STATES,
  type SessionAction,
  type SessionStatus,
  STREAM_STATES,
  streamStateSchema,
} from '../../server/protocol/session.ts';
import { initialStatus } from '../../server/sessions/index.ts';
import { applyAction, type MachineContext } from '../../server/sessions/session-machine.ts';

const text = readFileSync(new URL('../../docs/ARCHITECTURE.md', import.meta.url), 'utf8');
const CLAUSES = 4;

interface Row {
  state: string;
  action: string;
  effect: string;
}

/** The rows of the table under a heading `### <title>`. */
function readTable(title: string): Row[] {
  const section = text.split(`### ${title}\n`)[1]?.split('\n#')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [, state = '', action = '', , , effect = ''] = line
        .split('|')
        .map((cell) => cell.trim());
      return { state: state.replaceAll('`', ''), action: action.replaceAll('`', ''), effect };
    });
}

const base: SessionStatus = { id: 's', ...initialStatus(), session: 'live', agendaItem: 'b' };

const NOW = new Date('2020-10-07T02:00:00Z');
const from = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000).toISOString();
/** Windows of signing: without an end, running, extended, paused; closed; late open and over. */
const WINDOWS: Partial<SessionStatus>[] = [
  {},
  { signingEndsAt: from(10), extendedFrom: from(5) },
  { signingEndsAt: from(10), signingPausedAt: from(-1) },
  { closesAt: from(-2) },
  { closesAt: from(-5), lateUntil: from(-1) },
  { closesAt: from(-5), lateUntil: from(30) },
];

const contextOf = (signatures: number): MachineContext => ({
  clauses: CLAUSES,
  agenda: ['a', 'b', 'c'],
  signatures,
  signing: { minutes: 15, lateMinutes: 60 },
  log: { root: 'a'.repeat(64), size: signatures, pending: 0 },
  now: NOW,
});

/** Statuses and contexts in which every guard holds somewhere. */
function* circumstances(state: Partial<SessionStatus>): Generator<[SessionStatus, MachineContext]> {
  for (const session of SESSION_STATES)
    for (const ceremony of CEREMONY_STATES)
      for (const clause of [0, 2, CLAUSES + 1])
        for (const signatures of [0, 3])
          for (const reopened of [false, true])
            for (const window of WINDOWS) {
              const status = { ...base, session, ceremony, clause, reopened, ...window, ...state };
              yield [status, contextOf(signatures)];
            }
}

/** The statuses that `action` can lead to from `state`, under any circumstances. */
function outcomes(state: Partial<SessionStatus>, action: SessionAction): SessionStatus[] {
  const found: SessionStatus[] = [];
  for (const [status, context] of circumstances(state)) {
    const result = applyAction(status, action, context);
    if (result.kind === 'changed') found.push(result.status);
  }
  return found;
}

const machines = [
  { title: 'Session', key: 'session', states: SESSION_STATES },
  { title: 'Ceremony', key: 'ceremony', states: CEREMONY_STATES },
  { title: 'Agenda', key: 'session', states: SESSION_STATES },
] as const;

describe('the state tables of the architecture', () => {
  it('name every action once, in one machine', () => {
    const named = machines.flatMap(({ title }) => [
      ...new Set(readTable(title).map(({ action }) => action)),
    ]);
    expect(named.sort()).to.deep.equal([...SESSION_ACTIONS].sort());
  });

  for (const { title, key, states } of machines) {
    describe(title, () => {
      const rows = readTable(title);
      const actions = SESSION_ACTIONS.filter((action) => rows.some((row) => row.action === action));
      for (const action of actions) {
        for (const state of states) {
          const row = rows.find((found) => found.state === state && found.action === action);
          it(`${state}: ${action} ${row ? 'does what its row says' : 'is refused'}`, () => {
            const results = outcomes({ [key]: state }, action);
            if (!row) return expect(results).to.deep.equal([]);
            const target = /^to `([a-z]+)`/.exec(row.effect)?.[1] ?? state;
            expect([...new Set(results.map((status) => status[key]))]).to.deep.equal([target]);
          });
        }
      }
    });
  }

  it('say what the stream follows', () => {
    const section = text.split('### Stream\n')[1]?.split('\n#')[0] ?? '';
    const rows = section.split('\n').filter((line) => /^\| (?:away|ready)/.test(line));
    expect(rows).to.have.length(7);
    const publishers: Record<string, string[]> = {
      '': [],
      nobody: [],
      'the test presenter alone': ['penyaji-uji'],
      'anybody else': ['penyaji-uji', 'pembicara'],
    };
    for (const row of rows) {
      const [, engine, who = '', before = '', after = ''] = row
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', ''));
      const states = before === 'any' ? STREAM_STATES : [streamStateSchema.parse(before)];
      for (const state of states) {
        const found = streamStateOf(engine === 'ready', publishers[who] ?? [], state);
        expect(found, row).to.equal(after);
      }
    }
  });
});
