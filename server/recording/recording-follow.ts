// What is stored of a recording as it goes on: asked for, asked to end, and what the recorder says.
import type { Audit, AuditActor } from '../audit/index.ts';
import { SYSTEM_ACTOR } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import { roomName } from '../livestream/index.ts';
import type { RecordingState } from '../protocol/recording.ts';
import type { Recorder, Told } from './recorder.ts';
import type { Recording } from './recording-model.ts';
import { changeOf } from './recording-rules.ts';
import type { RecordingStore } from './recording-store.ts';

export type By = { actor: AuditActor; address: string };

/** What the recorder says, or what holds where it says nothing. */
export type Word = Pick<Told, 'state' | 'problem' | 'file'> & Partial<Pick<Told, 'egress'>>;

export interface RecordingParts {
  database: Database;
  store: RecordingStore;
  recorder: Recorder;
  audit: Audit;
  time: { clock: Clock; random: RandomSource };
}

/** So long a recorder may need to begin or to end. */
const LOST_MS = 120_000;
/** So long one that records may say nothing, while the media engine is away. */
const LOST_RUNNING_MS = 12 * 3_600_000;

/** Stores that it was asked for, before the recorder is asked: nothing runs that nobody knows of. */
export async function beginRecording(
  session: string,
  by: By,
  { database, store, audit, time }: RecordingParts,
): Promise<Recording> {
  const recording: Recording = {
    _id: newId(time.random),
    session,
    egress: null,
    state: 'asked',
    startedAt: time.clock.now(),
    startedBy: by.actor.label,
    stoppedAt: null,
    file: null,
    problem: '',
    open: true,
  };
  await database.transaction(async (transaction) => {
    if (!(await store.insert(recording, transaction))) throw new AppError('RECORDING_RUNNING');
    const data = { recording: recording._id };
    await audit.write({ event: 'recording.started', data, session, ...by }, transaction);
  });
  return recording;
}

/** Stores that it shall end; once: who comes second changes nothing. */
export async function endRecording(
  { _id, session, state }: Recording,
  by: By,
  { database, store, audit, time }: RecordingParts,
): Promise<void> {
  if (state === 'ending') return;
  await database.transaction(async (transaction) => {
    const change = { state: 'ending', stoppedAt: time.clock.now() } as const;
    if (!(await store.change(_id, state, change, transaction))) throw new AppError('STATE_CHANGED');
    const data = { recording: _id };
    await audit.write({ event: 'recording.stopped', data, session, ...by }, transaction);
  });
}

/** How a recording that is over ended; undefined while it is open. */
const outcomeOf = (state: RecordingState) =>
  state === 'done' || state === 'failed' || state === 'lost' ? state : undefined;

/** Takes over what the recorder says; the end of a recording is an event of the audit. */
export async function followRecording(
  recording: Recording,
  word: Word,
  { database, store, audit, time }: RecordingParts,
): Promise<boolean> {
  const change = changeOf(recording, word);
  if (!change) return false;
  const { _id, session, state, stoppedAt } = recording;
  // One that ends by itself has so long to end as one that was told to.
  const ends = change.state === 'ending' && stoppedAt === null;
  const whole = ends ? { ...change, stoppedAt: time.clock.now() } : change;
  return database.transaction(async (transaction) => {
    if (!(await store.change(_id, state, whole, transaction))) return false;
    const outcome = outcomeOf(change.state);
    if (!outcome) return true;
    const data = { recording: _id, outcome };
    const by = { actor: SYSTEM_ACTOR, address: '' };
    await audit.write({ event: 'recording.ended', data, session, ...by }, transaction);
    return true;
  });
}

/** Asks the recorder about an open recording; true when something changed. Never rejects for it. */
export async function lookAtRecording(
  recording: Recording,
  parts: RecordingParts,
): Promise<boolean> {
  const { recorder, time } = parts;
  const isThere = recorder.state() === 'ready';
  const all = isThere ? await recorder.list(roomName(recording.session)).catch(() => []) : [];
  // An answer to the start that was lost: the one that runs in the room is ours.
  const told = recording.egress
    ? all.find(({ egress }) => egress === recording.egress)
    : all.find(({ state }) => state === 'asked' || state === 'running');
  const quiet = silent(recording, time.clock.now());
  const isEndless = told?.state === 'ending' && quiet.state === 'lost';
  return followRecording(recording, told && !isEndless ? told : quiet, parts);
}

/** What holds when the recorder says nothing of a recording. */
const silent = ({ state, startedAt, stoppedAt, problem }: Recording, now: Date): Word => {
  const since = now.getTime() - (stoppedAt ?? startedAt).getTime();
  const isLost = since > (state === 'running' ? LOST_RUNNING_MS : LOST_MS);
  return { state: isLost ? 'lost' : state, problem, file: null };
};
