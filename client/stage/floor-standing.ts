// How one stands to the floor, and the words for it: pure.
import type { SessionState } from '../../server/protocol/session.ts';
import type { OwnStage, StageView } from '../../server/protocol/stage.ts';
import { placeInQueue } from '../../server/protocol/stage-queue.ts';
import { number, text } from '../lib/page-data.ts';

export interface FloorFacts {
  view: StageView | undefined;
  own: OwnStage;
  session: SessionState;
  /** False on a member's own page when the shared screen is the one to speak. */
  speaksHere: boolean;
}

export type FloorStanding = 'closed' | 'down' | 'raised' | 'blocked' | 'has' | 'roomHas';

/** A hand that is not in the queue any more is down. */
export function floorStanding({ view, own, session, speaksHere }: FloorFacts): FloorStanding {
  if (own.who !== '' && view?.floor?.who === own.who) return speaksHere ? 'has' : 'roomHas';
  if (own.blocked) return 'blocked';
  if (own.hand !== null && view && placeInQueue(view, own.hand) !== 0) return 'raised';
  return session === 'live' ? 'down' : 'closed';
}

/** What one is told of it. */
export function floorWords(standing: FloorStanding, { view, own }: FloorFacts): string {
  const room = own.room ?? '';
  if (standing !== 'raised') return text(`floor.${standing}`, { room });
  const place = view && own.hand !== null ? placeInQueue(view, own.hand) : null;
  const key = own.room === null ? 'raised' : 'raisedRoom';
  if (place === null) return text(`floor.${key}Far`, { room, count: number(view?.hands ?? 0) });
  return text(`floor.${key}`, { room, place: number(place) });
}
