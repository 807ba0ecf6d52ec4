// What the reader sees and may do: the part being read, and which steps are open to them.
import type { SessionAction, SessionStatus } from '../../server/protocol/session.ts';

export interface ReadingView {
  /** Key below `lectern.client`, with its parameters. */
  part: string;
  parameters: Record<string, string | number>;
  /** Index into the reading; -1 when nothing is read. */
  index: number;
  /** The steps that a press can take now. */
  steps: SessionAction[];
  /** Key below `lectern.client.notes`: why there is no way on; undefined when there is. */
  note?: 'last' | 'paused';
}

const waiting = (part: string, steps: SessionAction[] = []): ReadingView => ({
  part,
  parameters: {},
  index: -1,
  steps,
});

/** `parts` is the length of the reading: opening, commitments, closing. */
export function readingView(status: SessionStatus, parts: number): ReadingView {
  const { ceremony, clause, session } = status;
  if (ceremony === 'signing' && status.signingPausedAt) return waiting('pausedSigning');
  if (ceremony === 'signing' || ceremony === 'late') return waiting(ceremony);
  if (ceremony === 'closed' || ceremony === 'sealed') return waiting(ceremony);
  if (ceremony === 'idle') {
    return session === 'live' ? waiting('idle', ['start-reading']) : waiting('notLive');
  }
  const last = parts - 1;
  const part = clause === 0 ? 'opening' : clause >= last ? 'closing' : 'clause';
  const isLive = session === 'live';
  return {
    part: `parts.${part}`,
    parameters: { clause, total: parts - 2 },
    index: Math.min(clause, last),
    steps: [
      ...(isLive && clause > 0 ? (['previous-clause'] as const) : []),
      ...(isLive && clause < last ? (['next-clause'] as const) : []),
    ],
    ...(!isLive ? { note: 'paused' } : clause >= last && { note: 'last' }),
  };
}
