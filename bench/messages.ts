// What the bench and the server under test tell each other, by the channel of a child process.

/** How the server under test takes a signature; only the bench can choose. */
export type SignMode =
  /** As the product does: natural group commit. */
  | 'group'
  /** The optimisation switched off: each signature reads and writes for itself. */
  | 'single'
  /** The transport alone: parsed, acknowledged, no database. */
  | 'none';

export type Order =
  | { kind: 'prepare'; officials: number }
  | { kind: 'mode'; mode: SignMode }
  /** Inserts as many signatures natively, one by one, this many at a time. */
  | { kind: 'native'; count: number; inFlight: number }
  | { kind: 'clear' }
  /** CPU of the process so far, in microseconds. */
  | { kind: 'cpu' };

export interface Prepared {
  url: string;
  /** Address of the raw ws server that checks the same token. */
  raw: string;
  session: string;
  cookies: string[];
}
