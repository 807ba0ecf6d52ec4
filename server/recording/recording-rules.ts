// What the recorder's word changes of a recording, and how it is shown; pure.
import type { RecordingRow, RecordingState } from '../protocol/recording.ts';
import type { Word } from './recording-follow.ts';
import type { Recording } from './recording-model.ts';

const ORDER: readonly RecordingState[] = ['asked', 'running', 'ending', 'done', 'failed', 'lost'];

/** The change, or undefined for nothing new. A report that comes late never turns it back. */
export function changeOf(
  recording: Pick<Recording, 'state' | 'egress' | 'file' | 'problem'>,
  told: Word,
): Pick<Recording, 'state' | 'egress' | 'file' | 'problem'> | undefined {
  const isLater = ORDER.indexOf(told.state) > ORDER.indexOf(recording.state);
  const egress = told.egress ?? recording.egress;
  if (!isLater && egress === recording.egress) return undefined;
  const state = isLater ? told.state : recording.state;
  return { state, egress, file: told.file ?? recording.file, problem: told.problem };
}

const MEGABYTE = 1_000_000;

/** The row of the control room. */
export const recordingRow = (recording: Recording): RecordingRow => ({
  id: recording._id,
  state: recording.state,
  startedAt: recording.startedAt.toISOString(),
  by: recording.startedBy,
  file: recording.file?.place ?? null,
  minutes: recording.file && Math.max(Math.round(recording.file.ms / 60_000), 1),
  megabytes: recording.file && Math.max(Math.round(recording.file.bytes / MEGABYTE), 1),
  problem: recording.problem,
});
