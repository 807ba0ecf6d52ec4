// Recording as the control room sees it: whether there is a recorder, what runs, what was made.

/**
 * asked: the recorder has not answered yet; running; ending: it was asked to stop; done: the file is
 * there; failed: no file; lost: the recorder says nothing any more.
 */
export const RECORDING_STATES = ['asked', 'running', 'ending', 'done', 'failed', 'lost'] as const;
export type RecordingState = (typeof RECORDING_STATES)[number];

/** ready; off: none is configured; own: the built-in engine has none; away: the engine is away. */
export type RecorderState = 'ready' | 'off' | 'own' | 'away';

export interface RecordingRow {
  id: string;
  state: RecordingState;
  startedAt: string;
  by: string;
  /** Where the recorder put it, as it says; null before. */
  file: string | null;
  minutes: number | null;
  megabytes: number | null;
  /** What the recorder says went wrong; empty otherwise. */
  problem: string;
}

export interface RecordingView {
  recorder: RecorderState;
  /** Newest first, at most five. */
  rows: RecordingRow[];
}

/** True while a recording may still be running. */
export const isOpen = (state: RecordingState): boolean =>
  state === 'asked' || state === 'running' || state === 'ending';
