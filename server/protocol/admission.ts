// What a client is told that has to wait its turn: the queue in front of a crowded process.

/** Travels as `data` of a refused handshake whose code is ADMISSION_WAIT. */
export interface AdmissionWait {
  /** 1 is the next one to be let in. */
  position: number;
  /** Milliseconds after which to ask again; a random part is in it. */
  waitMs: number;
  /** Keeps the place; sent along with the next attempt. */
  ticket: string;
}

/** Longest ticket that a client sends back, in characters. */
export const TICKET_MAX = 400;
/** No wait is longer: whoever is far behind is told the new position meanwhile. */
export const WAIT_MAX_MS = 60_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The code of a refused handshake; '' when `data` holds none. */
export const refusalCode = (data: unknown): string =>
  isRecord(data) && typeof data.code === 'string' ? data.code : '';

/** The wait in a refused handshake's `data`; undefined when it was refused for another reason. */
export function admissionWaitIn(data: unknown): AdmissionWait | undefined {
  if (refusalCode(data) !== 'ADMISSION_WAIT' || !isRecord(data)) return undefined;
  const { position, waitMs, ticket } = data;
  if (typeof position !== 'number' || typeof waitMs !== 'number') return undefined;
  if (typeof ticket !== 'string' || !Number.isFinite(waitMs)) return undefined;
  return { position, waitMs: Math.min(Math.max(waitMs, 0), WAIT_MAX_MS), ticket };
}
