// Lines on their way to the server, one after the other: their order is what was said.
import type { CaptionLine } from '../../server/protocol/talk.ts';

export interface CaptionQueueOptions {
  send(line: {
    text: string;
    key: string;
  }): Promise<{ ok: true; data: { line: CaptionLine } } | { ok: false; message: string }>;
  isOpen(): boolean;
  onSent(line: CaptionLine): void;
  /** Refused for good; `words` are those of the line. */
  onRefused(message: string, words: string): void;
  onChange(): void;
}

export interface CaptionQueue {
  add(text: string): void;
  /** Sends what waits; a line without an answer is sent again with its key. */
  send(): Promise<void>;
  size(): number;
}

const RETRY_MS = 2_000;

const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** Nothing waits. */
export function createCaptionQueue(options: CaptionQueueOptions): CaptionQueue {
  const waiting: { text: string; key: string }[] = [];
  let isSending = false;
  const next = async (): Promise<boolean> => {
    const [line] = waiting;
    if (!line || !options.isOpen()) return false;
    const answer = await options.send(line).catch(() => undefined);
    if (!answer) {
      setTimeout(() => void send(), RETRY_MS);
      return false;
    }
    waiting.shift();
    if (answer.ok) options.onSent(answer.data.line);
    else options.onRefused(answer.message, line.text);
    options.onChange();
    return true;
  };
  const send = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    while (await next());
    isSending = false;
  };
  return {
    add(text) {
      waiting.push({ text, key: newKey() });
      options.onChange();
      void send();
    },
    send,
    size: () => waiting.length,
  };
}
