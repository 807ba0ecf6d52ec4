// An official's page and the server: frames in, ticks and the signature out, each click stored on
// the device first and sent again after a lost connection.
import type { CommandRefusal, ErrorCode } from '../../server/protocol/error-codes.ts';
import type { Frame, Mark, SignedReceipt } from '../../server/protocol/socket-events.ts';
import { deviceOf } from '../lib/device.ts';
import { ask, connectLive, type LiveSocket, waitingWords } from '../lib/live.ts';
import { openOutbox } from './outbox.ts';

export type LinkState = 'connecting' | 'good' | 'lost' | 'waiting' | 'refused';

export interface LinkEvents {
  onFrame(frame: Frame): void;
  /** `words` tell a waiting official their place in the queue. */
  onState(state: LinkState, words: string): void;
  /** All ticked clauses, and which of them together, as the server holds them. */
  onTicks(ticks: number[], together: number[]): void;
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
/** Refusals that pass by themselves: what was clicked stays on the device and is sent again. */
const PASSING: ErrorCode[] = ['TOO_MANY_EVENTS', 'CLOCK_WRONG', 'NOT_READY', 'SIGNING_PAUSED'];

/** Connects this browser's official; `registration` keys what is kept on the device. */
export function connectOfficial(registration: string, events: LinkEvents): OfficialLink {
  const outbox = openOutbox(registration);
  const socket = connectLive({ page: 'official', device: deviceOf(navigator) }, (state) => {
    events.onState(state.kind, waitingWords(state));
    if (state.kind === 'good') void flush();
  });
  let isSending = false;

  const sendTicks = async (): Promise<void> => {
    for (const clause of outbox.read().ticks) {
      const answer = keptBack(await ask(socket, 'ceremony:tick', { clause }));
      outbox.removeTick(clause);
      if (answer.ok) events.onTicks(answer.data.ticks, answer.data.together);
      else events.onRefused(answer.message, answer.code);
    }
  };
  const sendMark = async (): Promise<void> => {
    const { mark, madeAt } = outbox.read();
    if (!mark) return;
    const input = { mark, consent: true, ...(madeAt && { madeAt }) };
    const answer = keptBack(await ask(socket, 'signature:sign', input));
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

  /** What a person does is not made to wait for the line's own pace. */
  const act = (): void => {
    if (socket.connected) void flush();
    else socket.connect();
  };

  socket.on('frame', events.onFrame);

  return {
    socket,
    tick(clause) {
      outbox.addTick(clause);
      act();
    },
    sign(mark) {
      outbox.setMark(mark, new Date());
      act();
    },
    waiting: () => ({ ticks: outbox.read().ticks, mark: outbox.read().mark !== null }),
  };
}

/** Throws for an answer that is no answer yet. */
const keptBack = <T extends { ok: true } | CommandRefusal>(answer: T): T => {
  if (!answer.ok && PASSING.includes(answer.code)) throw new Error(answer.code);
  return answer;
};
