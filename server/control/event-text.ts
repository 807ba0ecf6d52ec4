// Audit events as sentences of the control room: what happened, to which seat, by whom.
import type { AuditEventName, AuditRecord } from '../audit/index.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { Seat } from '../invitations/index.ts';

/** What the control room lists; arrivals and signatures are on the board and would drown these. */
export const NOTABLE_EVENTS: readonly AuditEventName[] = [
  'session.acted',
  'stream.changed',
  'rehearsal.created',
  'seat.code-reissued',
  'seat.code-withdrawn',
  'seat.pin-reset',
  'seat.pin-locked',
  'seat.released',
  'seat.handed-over',
  'signature.withdrawn',
  'signature.corrected',
  'presenter.started',
  'presenter.stopped',
  'recording.started',
  'recording.stopped',
  'recording.ended',
  'readiness.ticked',
  'readiness.unticked',
  'certificate.revoked',
  'objection.made',
  'objection.answered',
  'attendance.corrected',
  'announcement.made',
  'announcement.withdrawn',
  'caption.link-reissued',
  'stage.acted',
  'stage.person-added',
  'stage.person-moved',
  'stage.link-reissued',
  'stage.link-withdrawn',
];

const seatIdOf = ({ data }: AuditRecord): string | undefined =>
  'seat' in data ? data.seat : undefined;

const keyOf = (record: AuditRecord): string => {
  if (record.event === 'session.acted') return `control-room.acted.${record.data.action}`;
  if (record.event === 'stage.acted') return `control-room.stageActed.${record.data.act}`;
  if (record.event === 'stream.changed') return `control-room.stream.${record.data.to}`;
  return `control-room.events.${record.event.replace('.', '-')}`;
};

/** Office and place of whom a step of the stage is about. */
const stageTitleOf = ({ data }: AuditRecord): string => {
  const title = 'title' in data ? data.title : '';
  const place = 'place' in data ? data.place : '';
  return place ? `${title}, ${place}` : title;
};

/** What is read aloud after a step, as the event's state says it: 0 the opening, 1..n, the closing. */
export function partOf({ event, data }: AuditRecord, clauses: number): PartOfReading | undefined {
  if (event !== 'session.acted') return undefined;
  const clause = Number(data.to.split('/')[2]);
  if (!Number.isInteger(clause)) return undefined;
  return { key: clause === 0 ? 'opening' : clause > clauses ? 'closing' : 'clause', clause };
}
interface PartOfReading {
  key: 'opening' | 'clause' | 'closing';
  clause: number;
}

/** Makes the sentences; a seat is read once and kept: title and place never change. */
export function createEventText(options: {
  catalogue: Catalogue;
  findSeat(id: string): Promise<Seat | undefined>;
  /** How many commitments the declaration of a session has. */
  clausesOf(session: string): Promise<number>;
}): (record: AuditRecord) => Promise<string> {
  const { catalogue } = options;
  const names = new Map<string, string>();
  const nameOf = async (id: string): Promise<string> => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const seat = await options.findSeat(id);
    const name = seat ? `${seat.title}, ${seat.place}` : id;
    names.set(id, name);
    return name;
  };
  return async (record) => {
    const id = seatIdOf(record);
    const seat = id ? await nameOf(id) : '';
    const isStep = record.event === 'session.acted' && record.session !== undefined;
    const read = isStep && partOf(record, await options.clausesOf(record.session ?? ''));
    // Frames are made once for a whole room, so its sentences are Indonesian.
    const part = read ? catalogue.text('id', `control-room.part.${read.key}`, { ...read }) : '';
    const said = { seat, part, title: stageTitleOf(record) };
    return catalogue.text('id', keyOf(record), { ...said, actor: record.actor.label });
  };
}
