// Recordings of sessions: begun and ended by staff, followed until the recorder says what became of
// them. What the recorder says is believed only of a recording that is still open.
import { AppError } from '../core/app-error.ts';
import { roomName } from '../livestream/index.ts';
import type { RecordingView } from '../protocol/recording.ts';
import type { Told } from './recorder.ts';
import {
  type By,
  beginRecording,
  endRecording,
  followRecording,
  lookAtRecording,
  type RecordingParts,
} from './recording-follow.ts';
import type { Recording } from './recording-model.ts';
import { recordingRow } from './recording-rules.ts';

export interface RecordingService {
  view(session: string): Promise<RecordingView>;
  /** Throws RECORDER_MISSING, RECORDING_RUNNING, or RECORDING_REFUSED (the reason is kept). */
  start(session: { _id: string; slug: string }, by: By): Promise<void>;
  /** Throws RECORDER_MISSING, RECORDING_NONE, or RECORDING_REFUSED. */
  stop(session: string, by: By): Promise<void>;
  /** What the recorder reported by itself. */
  take(told: Told): Promise<void>;
  /** Asks the recorder about every open recording; called every few seconds. */
  look(): Promise<void>;
  /** Called with the session whose recordings changed. */
  onChange(listener: (session: string) => void): void;
}

/** `folder` is where the recorder keeps files, as it sees it. */
export type RecordingOptions = RecordingParts & { folder: string };

const ROWS = 5;

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 200);

/** A recorder that did not answer in time may have begun all the same. */
const isSilence = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TimeoutError';

/** The service on its store; who runs `look` is composed elsewhere. */
export function createRecordingService(options: RecordingOptions): RecordingService {
  const { store, recorder } = options;
  const listeners: ((session: string) => void)[] = [];
  const tell = (session: string) => {
    for (const listener of listeners) listener(session);
  };
  return {
    async view(session) {
      const rows = await store.latest(session, ROWS);
      return { recorder: recorder.state(), rows: rows.map(recordingRow) };
    },
    start: (session, by) => start(session, by, options).finally(() => tell(session._id)),
    stop: (session, by) => stop(session, by, options).finally(() => tell(session)),
    async take(told) {
      const open = await store.listOpen();
      const recording = open.find(({ egress }) => egress === told.egress);
      if (recording && (await followRecording(recording, told, options))) tell(recording.session);
    },
    async look() {
      for (const recording of await store.listOpen()) {
        if (await lookAtRecording(recording, options)) tell(recording.session);
      }
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

const requireRecorder = ({ recorder }: RecordingOptions): void => {
  if (recorder.state() !== 'ready') throw new AppError('RECORDER_MISSING');
};

/** Egress puts the moment where it reads `{time}`. */
const fileOf = (slug: string, { _id }: Recording, folder: string): string =>
  `${folder}/ikrar-${slug}-{time}-${_id}.mp4`;

const start = async (
  { _id, slug }: { _id: string; slug: string },
  by: By,
  options: RecordingOptions,
): Promise<void> => {
  requireRecorder(options);
  const recording = await beginRecording(_id, by, options);
  const { recorder, folder } = options;
  try {
    const told = await recorder.start(roomName(_id), fileOf(slug, recording, folder));
    await followRecording(recording, told, options);
  } catch (error) {
    const why = reasonOf(error);
    if (!isSilence(error)) {
      await followRecording(recording, { state: 'failed', problem: why, file: null }, options);
    }
    throw new AppError('RECORDING_REFUSED', {}, error);
  }
};

const stop = async (session: string, by: By, options: RecordingOptions): Promise<void> => {
  requireRecorder(options);
  const { store, recorder } = options;
  const recording = await store.findOpen(session);
  if (!recording?.egress) throw new AppError('RECORDING_NONE');
  await endRecording(recording, by, options);
  try {
    const told = await recorder.stop(recording.egress);
    const known = await store.findOpen(session);
    if (known?._id === recording._id) await followRecording(known, told, options);
  } catch (error) {
    // It may go on recording: it can be asked again, and the list says why it did not end.
    await store.change(recording._id, 'ending', { problem: reasonOf(error) });
    throw new AppError('RECORDING_REFUSED', {}, error);
  }
};
