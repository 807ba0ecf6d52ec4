// Hands a mail to the configured SMTP server and judges its answer. Nothing of a mail is logged.
import { createTransport } from 'nodemailer';

export interface Letter {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** An iCalendar file; '' for none. */
  calendar: string;
  /** Address of the one-click unsubscription. */
  unsubscribe: string;
  /** What its links prove: some servers repeat a link in their refusal. */
  secrets: string[];
}

/** sent and refused are the server's word; later: it took nothing, for now; unknown: no answer. */
export interface Answer {
  outcome: 'sent' | 'refused' | 'later' | 'unknown';
  words: string;
}

export interface Post {
  /** One letter at a time. */
  send(letter: Letter): Promise<Answer>;
  /** Closes the connection; nothing is sent after it. */
  stop(): void;
}

const WAIT_MS = 10_000;
const SILENCE_MS = 30_000;
/** The whole of one mail. */
const SEND_LIMIT_MS = 45_000;
const ANSWER_MAX = 200;

/** Letters of one connection, then a new one: mail servers allow no more of them than some. */
const LETTERS_MAX = 100;
/** A connection that nothing is sent over ends with a QUIT after this. */
const IDLE_MS = 10_000;

/**
 * One connection that stays open between letters. `maxRequeues`: when the server has closed it
 * meanwhile, a letter of which no byte was sent goes over a new one, once; no other is repeated.
 */
const openTransport = ({ url, from }: { url: string; from: string }) =>
  createTransport(
    {
      ...{ url, pool: true, maxConnections: 1, maxMessages: LETTERS_MAX, maxRequeues: 1 },
      ...{ idleTimeout: IDLE_MS, disableFileAccess: true, disableUrlAccess: true },
      ...{ connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: SILENCE_MS },
    },
    { from },
  );

/** The post of one process. */
export function createPost({ url, from }: { url: string; from: string }): Post {
  const transport = openTransport({ url, from });
  const host = from.slice(from.lastIndexOf('@') + 1).replace(/[^\w.-]/g, '');
  return {
    async send({ id, to, subject, text, html, calendar, unsubscribe, secrets }) {
      const told = ({ outcome, words }: Answer) => ({
        outcome,
        words: withoutSecrets(words, secrets).slice(0, ANSWER_MAX),
      });
      try {
        const sent = await transport.sendMail({
          // As a value, never as a list to be read: one mail has one recipient.
          ...{ to: { name: '', address: to }, subject, text, html },
          // The same for each attempt: two copies of one mail can be told to be one.
          messageId: `<${id}@${host}>`,
          headers: {
            'List-Unsubscribe': `<${unsubscribe}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            'Auto-Submitted': 'auto-generated',
          },
          ...(calendar !== '' && {
            icalEvent: { method: 'PUBLISH', filename: 'acara.ics', content: calendar },
          }),
          // Its types do not know this yet: the connection ends with the letter that took too long.
          ...{ signal: AbortSignal.timeout(SEND_LIMIT_MS) },
        });
        return told({ outcome: 'sent', words: String(sent.response) });
      } catch (error) {
        return told(judge(error));
      }
    },
    stop: () => transport.close(),
  };
}

/** The words with an ellipsis for each secret, however it is written. */
export const withoutSecrets = (words: string, secrets: readonly string[]): string =>
  secrets.reduce((text, secret) => {
    const letters = [...secret.replace(/[^A-Za-z0-9]/g, '')];
    if (letters.length === 0) return text;
    return text.replace(new RegExp(letters.join('[^A-Za-z0-9]?'), 'gi'), '…');
  }, words);

/** Where an answer speaks of this mail; before them it speaks of the line or the account. */
const OF_THE_MAIL = ['MAIL FROM', 'RCPT TO', 'DATA'];

/**
 * A code of refusal proves that the mail was not accepted; so does a connection that was never
 * made or ended before the mail's first command. Anything else may have happened after the last
 * byte: nobody knows.
 */
export function judge(error: unknown): Answer {
  const { responseCode, code, command, syscall, response, message } = Object(error) as {
    responseCode?: unknown;
    code?: unknown;
    command?: unknown;
    syscall?: unknown;
    response?: unknown;
    message?: unknown;
  }; // errors of the library and of sockets
  const words = String(response ?? message ?? '');
  if (typeof responseCode === 'number' && responseCode >= 400) {
    const isFinal = responseCode >= 500 && OF_THE_MAIL.includes(String(command));
    return { outcome: isFinal ? 'refused' : 'later', words };
  }
  // The pool says so, without a command, of a letter that no connection has taken.
  const unassigned = code === 'ECONNECTION' && command === undefined;
  const neverThere = unassigned || code === 'EDNS' || code === 'EAUTH' || syscall === 'connect';
  if (code === 'EENVELOPE') return { outcome: 'refused', words };
  return { outcome: neverThere ? 'later' : 'unknown', words };
}
