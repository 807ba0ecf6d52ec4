// What an official has clicked and the server has not yet confirmed, kept on this device by
// registration: it outlives a lost connection and a reloaded page.
import type { Mark } from '../../server/protocol/socket-events.ts';

export interface Pending {
  ticks: number[];
  mark: Mark | null;
  /** When it was made, by this device's clock (ISO). */
  madeAt: string | null;
}

export interface Outbox {
  read(): Pending;
  addTick(clause: number): void;
  removeTick(clause: number): void;
  setMark(mark: Mark | null, at?: Date): void;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isMark = (value: unknown): value is Mark =>
  isRecord(value) && (value.method === 'drawn' || value.method === 'typed');

const parse = (text: string | null): Pending => {
  const value: unknown = JSON.parse(text ?? 'null');
  if (!isRecord(value)) return { ticks: [], mark: null, madeAt: null };
  const ticks = Array.isArray(value.ticks) ? value.ticks.filter(Number.isInteger) : [];
  const mark = isMark(value.mark) ? value.mark : null;
  const madeAt = mark && typeof value.madeAt === 'string' ? value.madeAt : null;
  return { ticks, mark, madeAt };
};

/** The outbox of one registration; without storage it lasts as long as the page. */
export function openOutbox(registration: string): Outbox {
  const key = `ikrar-kirim-${registration}`;
  let pending: Pending = { ticks: [], mark: null, madeAt: null };
  try {
    pending = parse(localStorage.getItem(key));
  } catch {
    // Nothing is kept there, or it is not ours: begin empty.
  }
  const keep = (next: Pending): void => {
    pending = next;
    try {
      if (next.ticks.length === 0 && next.mark === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A full or closed storage: the page still holds it.
    }
  };
  return {
    read: () => pending,
    addTick: (clause) =>
      keep({ ...pending, ticks: [...new Set([...pending.ticks, clause])].sort((a, b) => a - b) }),
    removeTick: (clause) =>
      keep({ ...pending, ticks: pending.ticks.filter((one) => one !== clause) }),
    setMark: (mark, at) => keep({ ...pending, mark, madeAt: at?.toISOString() ?? null }),
  };
}
