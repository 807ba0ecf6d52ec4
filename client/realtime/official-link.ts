// An official's page and the server: frames in, ticks and the signature out, each click stored on
// the device first and sent again after a lost connection.
import type { ErrorCode } from '../../server/protocol/error-codes.ts';
import type { SessionState } from '../../server/protocol/session.ts';
import type { Frame, Mark, SignedReceipt } from '../../server/protocol/socket-events.ts';
import { ask, connectLive, type LiveSocket } from '../lib/live.ts';
import { openOutbox } from './outbox.ts';

export type LinkState = 'connecting' | 'good' | 'lost' | 'refused';

export interface LinkEvents {
  onFrame(frame: Frame): void;
  onState(state: LinkState): void;
  /** All ticked clauses, as the server holds them. */
  onTicks(ticks: number[]): void;
  onSigned(receipt: SignedReceipt): void;
  /** A click that was refused for good, with the sentence that says why. */
  onRefused(message: string, code: ErrorCode): void;
}

export interface OfficialLink {
  socket: LiveSocket;
  tick(clause: number): void;
  sign(mark: Mark): void;
  /** Clicks that wait for the server. */
  waiting(): { ticks: number[]; mark: boolean };
}

const RETRY_MS = 3_000;
const OPEN: SessionState[] = ['doors', 'live', 'paused'];

/** Connects this browser's official; `registration` keys what is kept on the device. */
export function connectOfficial(registration: string, events: LinkEvents): OfficialLink {
  const outbox = openOutbox(registration);
  const socket = connectLive({ page: 'official' });
  let isSending = false;
  let wasClosed = false;

  const sendTicks = async (): Promise<void> => {
    for (const clause of outbox.read().ticks) {
      const answer = await ask(socket, 'ceremony:tick', { clause });
      outbox.removeTick(clause);
      if (answer.ok) events.onTicks(answer.data.ticks);
      else events.onRefused(answer.message, answer.code);
    }
  };
  const sendMark = async (): Promise<void> => {
    const { mark } = outbox.read();
    if (!mark) return;
    const answer = await ask(socket, 'signature:sign', { mark, consent: true });
    outbox.setMark(null);
    if (answer.ok) events.onSigned(answer.data);
    else events.onRefused(answer.message, answer.code);
  };
  /** Sends what waits, in order; without an answer it stays and is sent again. */
  const flush = async (): Promise<void> => {
    if (isSending || !socket.connected) return;
    isSending = true;
    try {
      await sendTicks();
      await sendMark();
    } catch {
      setTimeout(flush, RETRY_MS);
    } finally {
      isSending = false;
    }
    const { ticks, mark } = outbox.read();
    if (socket.connected && (ticks.length > 0 || mark)) setTimeout(flush, RETRY_MS);
  };

  socket.on('connect', () => {
    events.onState('good');
    void flush();
  });
  socket.on('disconnect', () => events.onState('lost'));
  // A refusal by the server ends the attempts; a network that fails is tried again.
  socket.on('connect_error', () => events.onState(socket.active ? 'lost' : 'refused'));
  socket.on('frame', (frame) => {
    const isOpen = frame.status && OPEN.includes(frame.status.session);
    // Presence begins with a connection: one made before the doors opened is made anew.
    if (wasClosed && isOpen) setTimeout(() => socket.disconnect().connect(), Math.random() * 2_000);
    if (frame.status) wasClosed = !isOpen && !frame.status.endedAt;
    events.onFrame(frame);
  });

  return {
    socket,
    tick(clause) {
      outbox.addTick(clause);
      void flush();
    },
    sign(mark) {
      outbox.setMark(mark);
      void flush();
    },
    waiting: () => ({ ticks: outbox.read().ticks, mark: outbox.read().mark !== null }),
  };
}
