// One region with its seats: what is so now, who holds each, since when, and who called.
import type { Seat } from '../invitations/index.ts';
import { statesOf } from '../protocol/board-words.ts';
import type { CallMark } from '../protocol/call-list.ts';
import { CELL, isLate } from '../protocol/matrix.ts';
import { cellMark, countCells } from '../protocol/matrix-filter.ts';
import { isOver } from '../protocol/session-names.ts';
import type { Region } from '../regions/index.ts';
import type { Registration } from '../registrations/index.ts';
import { holderView } from './contact.ts';
import { countedFlag, type MatrixFacts } from './matrix-data.ts';

interface Interval {
  startedAt: Date;
  endedAt: Date | null;
}

/** Since when somebody is here, or until when they were; undefined for nobody who ever came. */
export function presenceOf(
  intervals: readonly Interval[],
): { kind: 'since' | 'until'; at: string } | undefined {
  const open = intervals.filter(({ endedAt }) => endedAt === null);
  const earliest = (list: readonly Interval[]) =>
    Math.min(...list.map(({ startedAt }) => startedAt.getTime()));
  if (open.length > 0) return { kind: 'since', at: new Date(earliest(open)).toISOString() };
  const ends = intervals.map(({ endedAt }) => endedAt?.getTime() ?? 0);
  if (ends.length === 0) return undefined;
  return { kind: 'until', at: new Date(Math.max(...ends)).toISOString() };
}

/** A seat with its holder and the intervals of their presence. */
export interface RegionPerson {
  seat: Seat;
  holder: Registration | undefined;
  intervals: readonly Interval[];
}

/** The view of templates/pages/matrix-region.hbs; `region` is undefined for Pusat dan Kanreg. */
export function regionView(
  facts: MatrixFacts,
  region: Region | undefined,
  people: readonly RegionPerson[],
  calls: readonly CallMark[],
) {
  const { session, campaign, matrix, board } = facts;
  const code = region?.code ?? '';
  const cells = matrix.rows.find((row) => row[0] === code)?.[1] ?? [];
  return {
    slug: session.slug,
    session: session.title,
    code,
    name: region?.name,
    province: region?.province,
    state: statesOf(board.rows).get(code) ?? 0,
    isOutside: region === undefined,
    counted: countCells(cells, countedFlag({ session, campaign })),
    flag: countedFlag({ session, campaign }),
    total: cells.length,
    seats: people.map(({ seat, holder, intervals }, place) => ({
      title: seat.title,
      place: region ? undefined : seat.place,
      office: seat.office,
      search: `${seat.place} ${seat.title}`,
      mark: cellMark(cells[place] ?? 0),
      late: isLate(cells[place] ?? 0),
      required: ((cells[place] ?? 0) & CELL.required) !== 0,
      holder: holder && holderView(holder),
      presence: presenceOf(intervals),
    })),
    canCall: region !== undefined && !isOver(session.status.session),
    seen: calls[0]?.number ?? 0,
    calls: calls.map((call) => ({ ...call, at: new Date(call.at).toISOString() })),
  };
}
