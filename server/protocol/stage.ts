// What screens are told of the stage: who stands on it, who has the floor, whose hands are up. It
// holds offices and regions; the media engine knows none of them, so they are joined by identity.
// No schema library here: pages take only its numbers and names.
import type { AlreadyDone } from './session.ts';

/** What somebody of the roster does on the stage. */
export const STAGE_ROLES = ['speaker', 'reader', 'hall', 'interpreter'] as const;
export type StageRole = (typeof STAGE_ROLES)[number];

/** Longest office in the roster, in characters. */
export const STAGE_TITLE_MAX = 120;
/** As many hands are told of one by one; of further ones only the number. */
export const QUEUE_SHOWN = 20;

/** What the director may do; each names somebody, but `end`, which is about whoever has the floor. */
export const STAGE_ACTS = [
  'bring',
  'send-back',
  'show',
  'mute',
  'unmute',
  'remove',
  'block',
  'unblock',
  'give',
  'end',
  'dismiss',
] as const;
export type StageAct = (typeof STAGE_ACTS)[number];

/** The version after a step; `already`: nothing was left to do, and who had done it. */
export interface StageStep {
  version: number;
  already?: AlreadyDone;
}

/** Somebody of the roster on stage; `person` is what their media identity begins with. */
export interface OnStage {
  who: string;
  person: string;
  role: StageRole;
  title: string;
  muted: boolean;
}

/** Who has the floor: an official or a shared room. */
export interface FloorHolder {
  who: string;
  /** The office, or the shared room's place. */
  title: string;
  /** The region's name, or the institution's. */
  place: string;
  muted: boolean;
}

/** What all screens of a session are told. */
export interface StageView {
  version: number;
  onStage: OnStage[];
  /** `who` of the one that is shown large; null: nobody. */
  shown: string | null;
  floor: FloorHolder | null;
  /** Numbers of the hands that are up, in their order, at most QUEUE_SHOWN of them. */
  queue: number[];
  hands: number;
  /** In the first frame, and when somebody else changed it. */
  own?: OwnStage;
  /** The control room only. */
  desk?: StageDesk;
}

/** How the receiver stands to the stage. */
export interface OwnStage {
  /** Under which they would have the floor or the stage; '' for a mere onlooker. */
  who: string;
  /** The number of their hand; null: it is down. */
  hand: number | null;
  blocked: boolean;
  /** The place of the shared room for which their hand speaks. */
  room: string | null;
}

/** Somebody of the roster as the control room sees them. */
export interface DeskPerson {
  who: string;
  role: StageRole;
  title: string;
  /** Their page is open. */
  isHere: boolean;
  /** What they have tried and left on. */
  camera: boolean;
  microphone: boolean;
}

export interface DeskHand extends Pick<FloorHolder, 'who' | 'title' | 'place'> {
  number: number;
  /** ISO moment. */
  at: string;
}

export interface StageDesk {
  /** Who leads the stage: one member of staff at a time. */
  director: { account: string; name: string } | null;
  people: DeskPerson[];
  queue: DeskHand[];
  blocked: Pick<FloorHolder, 'who' | 'title' | 'place'>[];
}
