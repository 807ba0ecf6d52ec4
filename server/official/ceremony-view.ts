// The declaration's parts as both sheets show them: how each stands, and which can be ticked now.
import type { Declaration } from '../campaigns/index.ts';
import type { Ticked } from '../ceremony/index.ts';
import type { PetalState } from '../http/views/ornament/kawung.ts';
import { clauseAtHand, clauseState, tickableClause } from '../protocol/official-screen.ts';
import type { SessionStatus } from '../protocol/session.ts';

/** A clause on a sheet; `is` holds one true key: agreed, current, open or later. */
export interface ClauseView {
  number: number;
  text: string;
  is: Partial<Record<'agreed' | 'current' | 'open' | 'later', boolean>>;
  ticked: boolean;
  /** Agreed to while it was being read. */
  together: boolean;
  atHand: boolean;
}
export interface CeremonyView {
  opening: string;
  closing: string;
  clauses: ClauseView[];
  count: number;
  /** How many the official has agreed to. */
  agreed: number;
  /** The clause that can be agreed to now; 0 when there is none. */
  tickable: number;
  petals: PetalState[];
  isReading: boolean;
}

const petalOf = (clause: ClauseView): PetalState => {
  if (clause.ticked) return 'isi';
  return clause.is.current ? 'kini' : 'kosong';
};

/** The declaration before somebody with these ticks. */
export function presentCeremony(
  declaration: Declaration,
  status: Pick<SessionStatus, 'ceremony' | 'clause'>,
  { ticks: ticked, together }: Ticked,
): CeremonyView {
  const count = declaration.clauses.length;
  const clauses = declaration.clauses.map((text, index): ClauseView => {
    const number = index + 1;
    return {
      number,
      text,
      is: { [clauseState(status, count, ticked, number)]: true },
      ticked: ticked.includes(number),
      together: together.includes(number),
      atHand: clauseAtHand(status, count) === number,
    };
  });
  return {
    opening: declaration.opening,
    closing: declaration.closing,
    clauses,
    count,
    agreed: ticked.length,
    tickable: tickableClause(status, count, ticked),
    petals: clauses.map(petalOf),
    isReading: status.ceremony === 'reading',
  };
}
