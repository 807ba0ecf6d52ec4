// The recorder: LiveKit Egress, asked through the media engine's API (Twirp, livekit.Egress).
// https://docs.livekit.io/home/egress/api/
import {
  EgressClient,
  type EgressInfo,
  EgressStatus,
  EncodedFileOutput,
  EncodedFileType,
} from 'livekit-server-sdk';
import type { LivekitEngine } from '../embedded/livekit.ts';
import type { RecorderState, RecordingState } from '../protocol/recording.ts';
import type { RecordedFile } from './recording-model.ts';

/** What the recorder says of one recording. */
export interface Told {
  egress: string;
  state: RecordingState;
  file: RecordedFile | null;
  problem: string;
}

export interface Recorder {
  state(): RecorderState;
  /** Begins; rejects when the recorder refuses, does not answer or can't be understood. */
  start(room: string, file: string): Promise<Told>;
  stop(egress: string): Promise<Told>;
  /** Everything it knows of a room. */
  list(room: string): Promise<Told[]>;
}

const SECONDS = 10;

const STATES: Record<EgressStatus, RecordingState> = {
  [EgressStatus.EGRESS_STARTING]: 'asked',
  [EgressStatus.EGRESS_ACTIVE]: 'running',
  [EgressStatus.EGRESS_ENDING]: 'ending',
  [EgressStatus.EGRESS_COMPLETE]: 'done',
  [EgressStatus.EGRESS_FAILED]: 'failed',
  [EgressStatus.EGRESS_ABORTED]: 'failed',
  // The file is there, as far as it goes.
  [EgressStatus.EGRESS_LIMIT_REACHED]: 'done',
};

/** What a report says; undefined for one that names no recording or no state that there is. */
export function toldOf(info: EgressInfo): Told | undefined {
  const state = STATES[info.status];
  if (info.egressId === '' || state === undefined) return undefined;
  const result = info.fileResults[0];
  const file = result && {
    place: result.location || result.filename,
    bytes: Number(result.size),
    ms: Math.round(Number(result.duration) / 1e6),
  };
  const isKept = file !== undefined && file.place !== '' && state === 'done';
  const problem = info.error.slice(0, 300);
  return { egress: info.egressId, state, file: isKept ? file : null, problem };
}

const require = (info: EgressInfo): Told => {
  const told = toldOf(info);
  if (!told) throw new Error('The recorder named no recording');
  return told;
};

/** Asks through `engine`; `isOwn`: the built-in one, which has no Redis and so no recorder. */
export function createRecorder(options: {
  engine: Pick<LivekitEngine, 'status' | 'connection'>;
  isOn: boolean;
  isOwn: boolean;
  /** Longest wait for an answer; ten unless told. */
  seconds?: number;
}): Recorder {
  const { engine, isOn, isOwn, seconds = SECONDS } = options;
  const state = (): RecorderState => {
    if (!isOn) return 'off';
    if (isOwn) return 'own';
    return engine.status().state === 'ready' && engine.connection() ? 'ready' : 'away';
  };
  const client = (): EgressClient => {
    const connection = engine.connection();
    if (state() !== 'ready' || !connection) throw new Error('There is no recorder');
    const { apiUrl, apiKey, apiSecret } = connection;
    return new EgressClient(apiUrl, apiKey, apiSecret, { requestTimeout: seconds });
  };
  return {
    state,
    async start(room, filepath) {
      const output = new EncodedFileOutput({ fileType: EncodedFileType.MP4, filepath });
      return require(await client().startRoomCompositeEgress(room, output, { layout: 'speaker' }));
    },
    stop: async (egress) => require(await client().stopEgress(egress)),
    async list(roomName) {
      const all = await client().listEgress({ roomName });
      return all.flatMap((info) => toldOf(info) ?? []);
    },
  };
}
