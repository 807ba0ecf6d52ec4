// The typed map of everything that travels over Socket.IO; both sides import it.
import { z } from 'zod';
import { TICKET_MAX } from './admission.ts';
import { DEVICES } from './attendance.ts';
import type { BoardRow } from './board.ts';
import type { PackedDelta, PackedFigures, PackedSnapshot } from './board-wire.ts';
import type { CallMark } from './call-list.ts';
import type { CommandResult } from './error-codes.ts';
import { POINTS_MAX, STROKES_MAX } from './limits.ts';
import type { MatrixDelta, MatrixSnapshot } from './matrix.ts';
import { HAND_ITEMS, type ReadyItem } from './readiness.ts';
import type { RecordingView } from './recording.ts';
import type { ItemMoment } from './run-of-show.ts';
import {
  type AgreedCount,
  type SessionAction,
  type SessionStatus,
  type StepAnswer,
  sessionActionSchema,
} from './session.ts';
import type { OwnStage, StageStep, StageView } from './stage.ts';
import type { CaptionLine, OwnQuestion, TalkDesk, TalkView } from './talk.ts';

/** A drawn signature: strokes of [x, y] points in a 0..1000 by 0..400 field. */
export const strokesSchema = z
  .array(z.array(z.tuple([z.int().min(0).max(1000), z.int().min(0).max(400)])).min(1))
  .min(1)
  .max(STROKES_MAX)
  .refine((strokes) => strokes.reduce((sum, stroke) => sum + stroke.length, 0) <= POINTS_MAX);
export type Strokes = z.infer<typeof strokesSchema>;

/** How somebody signs: by drawing, or by typing their name. */
export const markSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('drawn'), strokes: strokesSchema }),
  z.object({ method: z.literal('typed'), text: z.string().trim().min(1).max(120) }),
]);
export type Mark = z.infer<typeof markSchema>;

export const signCommandSchema = z.object({
  mark: markSchema,
  consent: z.literal(true),
  /** When the device says the mark was made: kept with a signature that comes late. */
  madeAt: z.iso.datetime({ precision: 3 }).optional(),
});
export const tickCommandSchema = z.object({ clause: z.int().min(1).max(20) });
export const actionCommandSchema = z.object({
  action: sessionActionSchema,
  /** The version the operator saw; another one means that somebody was faster. */
  version: z.int().optional(),
});
export const emptyCommandSchema = z.object({}).strict();

/** Acknowledgement of a signature: the moment it is durable, and whether it existed before. */
export interface SignedReceipt {
  signature: string;
  signedAt: string;
  leafHash: string;
  /** It came in the late window. */
  late: boolean;
  already: boolean;
}

/** One coalesced frame: everything that is new for this client, at most four a second. */
export interface Frame {
  status?: SessionStatus;
  /** The server's moment in milliseconds, with the first frame: countdowns go by it. */
  clock?: number;
  /** Screens that lead the reading only: who has agreed to the clause at hand. */
  agreed?: AgreedCount;
  board?: PackedDelta;
  /** The staff's matrix and the control room: what changed in it. */
  matrix?: MatrixDelta;
  /** For staff's screens: the last call of each region that was called. */
  calls?: CallMark[];
  /** Officials get the counters instead of the whole board, at most once a second. */
  national?: PackedFigures;
  /** My own seat's region: who of the delegation is present or has signed. */
  region?: DelegationRow[];
  /** My own region's row of the board, for its tile. */
  tile?: BoardRow;
  /** The control room only: connection counts, health and last events. */
  control?: ControlFigures;
  /** Questions, reactions, announcements and captions. */
  talk?: TalkView;
  /** Who stands on the stage, who has the floor, whose hands are up. */
  stage?: StageView;
  /** A shared screen only: its room has changed; the screen asks who is in it. */
  room?: true;
}

/** A seat of one's own region: title and state, no name. */
export interface DelegationRow {
  seat: string;
  title: string;
  state: 'absent' | 'present' | 'signed';
}

/** What the control room sees beside the board. */
export interface ControlFigures {
  /** Officials' connections in all processes. */
  online: number;
  /** Arrivals that wait to be let in, in all processes. */
  waiting: number;
  pendingSignatures: number;
  streamReason: string | null;
  testPresenter: boolean;
  databaseMs: number | null;
  /** How far the boards are behind the database; null while they don't follow it. */
  boardLagMs: number | null;
  /** The server's moment (ISO), for clocks of the page that must not hang on the device's own. */
  now: string;
  /** When items of the agenda really began and ended. */
  itemMoments: ItemMoment[];
  events: { at: string; text: string }[];
  /** Whether there is a recorder, and the last recordings; left out without the database. */
  recording?: RecordingView;
  /** Before the doors open: the list "Siap?". */
  ready?: ReadyItem[];
  /** Each action: null when it would change something now, else why not (RefusalReason or done). */
  actions: Record<SessionAction, string | null>;
}

export interface ServerToClient {
  frame: (frame: Frame) => void;
}

/** What opens the media room; the token is good for `seconds` from now. */
export interface StreamAccess {
  url: string;
  token: string;
  seconds: number;
}

type Ack<T> = (result: CommandResult<T>) => void;

export interface ClientToServer {
  'board:snapshot': (input: unknown, ack: Ack<PackedSnapshot>) => void;
  'matrix:snapshot': (input: unknown, ack: Ack<MatrixSnapshot>) => void;
  'ceremony:tick': (input: unknown, ack: Ack<{ ticks: number[]; together: number[] }>) => void;
  'signature:sign': (input: unknown, ack: Ack<SignedReceipt>) => void;
  'session:act': (input: unknown, ack: Ack<StepAnswer>) => void;
  'livestream:access': (input: unknown, ack: Ack<StreamAccess>) => void;
  'stage:act': (input: unknown, ack: Ack<StageStep>) => void;
  'stage:direct': (input: unknown, ack: Ack<StageStep>) => void;
  'stage:hand': (input: unknown, ack: Ack<OwnStage>) => void;
  'stage:ready': (input: unknown, ack: Ack<null>) => void;
  'presenter:toggle': (input: unknown, ack: Ack<{ running: boolean }>) => void;
  'readiness:tick': (input: unknown, ack: Ack<ReadyItem[]>) => void;
  'recording:start': (input: unknown, ack: Ack<RecordingView>) => void;
  'recording:stop': (input: unknown, ack: Ack<RecordingView>) => void;
  'talk:ask': (input: unknown, ack: Ack<{ own: OwnQuestion[] }>) => void;
  'talk:react': (input: unknown, ack: Ack<{ counted: boolean }>) => void;
  'talk:desk': (input: unknown, ack: Ack<TalkDesk>) => void;
  'talk:moderate': (input: unknown, ack: Ack<TalkDesk>) => void;
  'talk:announce': (input: unknown, ack: Ack<TalkDesk>) => void;
  'talk:withdraw': (input: unknown, ack: Ack<TalkDesk>) => void;
  'talk:caption': (input: unknown, ack: Ack<{ line: CaptionLine }>) => void;
  'talk:correct': (input: unknown, ack: Ack<{ line: CaptionLine }>) => void;
}

export const readinessCommandSchema = z.object({ item: z.enum(HAND_ITEMS), on: z.boolean() });
export const presenterCommandSchema = z.object({ on: z.boolean() });

/** What a socket says it is for; who is asking follows from the cookies alone. */
export const socketAuthSchema = z.object({
  page: z.enum(['official', 'board', 'control', 'lectern', 'room', 'matrix', 'captions']),
  /** The session's slug; an official and a lectern belong to their own session. */
  session: z.string().max(80).optional(),
  /** The kind of device, as far as the browser tells. */
  device: z.enum(DEVICES).optional(),
  /** A place in the queue, as an earlier attempt was given it. */
  ticket: z.string().max(TICKET_MAX).optional(),
});
export type SocketAuth = z.infer<typeof socketAuthSchema>;
