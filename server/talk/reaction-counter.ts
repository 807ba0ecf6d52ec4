// Counts taps in this process: at most one a second of each person, however many they send.
import {
  addReactions,
  NO_REACTIONS,
  REACTION_PAUSE_MS,
  type Reaction,
  type ReactionCounts,
} from '../protocol/talk.ts';

export interface ReactionCounter {
  /** Counts a tap; false for one that came too soon after the person's last one. */
  tap(session: string, registration: string, reaction: Reaction): boolean;
  /** What was tapped since it was taken last, by session. */
  take(): [session: string, counts: ReactionCounts][];
  /** Puts back what could not be stored. */
  add(session: string, counts: ReactionCounts): void;
  /** How many people's last taps are remembered. */
  size(): number;
}

/** Nothing counted yet; `now` gives milliseconds of a clock that never goes back. */
export function createReactionCounter(now: () => number): ReactionCounter {
  const counted = new Map<string, ReactionCounts>();
  const last = new Map<string, number>();
  const add = (session: string, counts: Partial<ReactionCounts>): void => {
    counted.set(session, addReactions(counted.get(session) ?? NO_REACTIONS, counts));
  };
  return {
    tap(session, registration, reaction) {
      const moment = now();
      const before = last.get(registration);
      if (before !== undefined && moment - before < REACTION_PAUSE_MS) return false;
      last.set(registration, moment);
      add(session, { [reaction]: 1 });
      return true;
    },
    take() {
      const over = now() - REACTION_PAUSE_MS;
      for (const [registration, at] of last) if (at <= over) last.delete(registration);
      const all = [...counted];
      counted.clear();
      return all;
    },
    add,
    size: () => last.size,
  };
}
