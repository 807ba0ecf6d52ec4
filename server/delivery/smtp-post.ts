// Hands a mail to the configured SMTP server and judges its answer. Nothing of a mail is logged.
import { createTransport } from 'nodemailer';
import { within } from '../core/within.ts';

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
  send(letter: Letter): Promise<Answer>;
}

const WAIT_MS = 10_000;
const SILENCE_MS = 30_000;
/** The whole of one mail. */
const SEND_LIMIT_MS = 45_000;
const ANSWER_MAX = 200;

/** The post of one process; each mail has a connection of its own. */
export function createPost({ url, from }: { url: string; from: string }): Post {
  const transport = createTransport(
    {
      url,
      connectionTimeout: WAIT_MS,
      greetingTimeout: WAIT_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  const host = from.slice(from.lastIndexOf('@') + 1).replace(/[^\w.-]/g, '');
  return {
    async send({ id, to, subject, text, html, calendar, unsubscribe, secrets }) {
      const told = ({ outcome, words }: Answer) => ({
        outcome,
        words: withoutSecrets(words, secrets).slice(0, ANSWER_MAX),
      });
      try {
        const sent = await within(
          SEND_LIMIT_MS,
          transport.sendMail({
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
          }),
        );
        return told({ outcome: 'sent', words: String(sent.response) });
      } catch (error) {
        return told(judge(error));
      }
    },
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
 * made. Anything else may have happened after the last byte: nobody knows.
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
  const neverThere = code === 'EDNS' || code === 'EAUTH' || syscall === 'connect';
  if (code === 'EENVELOPE') return { outcome: 'refused', words };
  return { outcome: neverThere ? 'later' : 'unknown', words };
}
