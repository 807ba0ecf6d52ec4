// The slow, obvious model of a session's figures: all documents by the driver, then plain loops.
import type { Connection } from '../../server/core/database.ts';
import type { BoardCounters, BoardRow, RegionState } from '../../server/protocol/board.ts';
import type { SessionDocument } from '../../server/sessions/index.ts';

export interface PlainFigures {
  counters: BoardCounters;
  rows: BoardRow[];
  held: number;
  checkedIn: number;
  came: number;
}

/** Every figure of board and report under the default rules for regions. `regions`: their codes. */
export async function plainFigures(
  connection: Connection,
  { _id: session, status }: SessionDocument,
  regions: string[],
): Promise<PlainFigures> {
  const all = (name: string, filter: object) =>
    connection
      .collection(name)
      .find({ session, ...filter })
      .toArray();
  const seats = await all('seats', {});
  const presence = await all('presence', {});
  const active = await all('registrations', { active: true });
  const signatures = await all('signatures', { kind: 'signature' });
  const end = status.endedAt ? new Date(status.endedAt) : undefined;
  const isPresent = (seat: string) =>
    presence.some(
      (one) =>
        one.seat === seat &&
        (end
          ? one.startedAt <= end && (one.endedAt === null || one.endedAt >= end)
          : one.endedAt === null),
    );
  const hasSigned = (seat: string) => signatures.some((one) => one.seat === seat);
  const came = (seat: string) =>
    presence.some((one) => one.seat === seat && (!end || one.startedAt <= end));
  const holder = (seat: string) => active.find((one) => one.seat === seat);
  const isObliged = (seat: string) => {
    const at = holder(seat)?.checkedInAt;
    return Boolean(at && status.signingOpenedAt && at <= new Date(status.signingOpenedAt));
  };
  const idsIn = (region: string | null) =>
    seats.filter((seat) => seat.region === region).map((seat) => String(seat._id));
  const stateOf = (ids: string[]): RegionState => {
    const required = ids.filter((id) => seats.find((seat) => String(seat._id) === id)?.required);
    if (ids.some(hasSigned) && required.filter(isObliged).every(hasSigned)) return 3;
    if (required.length > 0 && required.every(isPresent)) return 2;
    return ids.some((id) => isPresent(id) || hasSigned(id)) ? 1 : 0;
  };
  const rows = regions.map((code): BoardRow => {
    const ids = idsIn(code);
    const required = seats.filter((seat) => seat.region === code && seat.required).length;
    return [
      code,
      stateOf(ids),
      required,
      ids.filter(isPresent).length,
      ids.filter(hasSigned).length,
    ];
  });
  const outside = idsIn(null);
  const sum = (place: 3 | 4) => rows.reduce((total, row) => total + row[place], 0);
  return {
    rows,
    counters: {
      regions: regions.length,
      regionsPresent: rows.filter((row) => row[3] > 0).length,
      regionsComplete: rows.filter((row) => row[1] >= 2).length,
      regionsSigned: rows.filter((row) => row[1] === 3).length,
      officialsPresent: sum(3),
      officialsSigned: sum(4),
      seats: seats.length - outside.length,
      outside: {
        seats: outside.length,
        present: outside.filter(isPresent).length,
        signed: outside.filter(hasSigned).length,
      },
    },
    held: active.length,
    checkedIn: active.filter((one) => one.checkedInAt !== null).length,
    came: seats.filter((seat) => came(String(seat._id))).length,
  };
}
