// A real SMTP server on loopback that remembers what it accepted, and misbehaves when told.
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface AcceptedMail {
  to: string;
  recipients: string[];
  source: string;
}
/** A mail's parts as they were written, quoted-printable undone. */
export const decoded = (source: string): string =>
  Buffer.from(
    source
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

export interface MailServer {
  url: string;
  accepted: AcceptedMail[];
  /** How many came so far. */
  readonly connections: number;
  /** Called with each mail before it is answered; a string refuses it, waiting holds the answer. */
  judge: (mail: AcceptedMail) => Promise<string | undefined> | string | undefined;
  stop(): Promise<void>;
}

/** Listens on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const accepted: AcceptedMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    onConnect(_session, callback) {
      connections++;
      callback();
    },
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    // Whoever still keeps a connection is cut off: a test's server has nobody to be kind to.
    closeTimeout: 100,
    onData(stream, session, callback) {
      const answer = async () => {
        const source = await text(stream);
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        const mail = { to: recipients[0] ?? '', recipients, source };
        const refusal = await own.judge(mail);
        if (refusal) {
          callback(Object.assign(new Error(refusal), { responseCode: 550 }));
          return;
        }
        accepted.push(mail);
        callback();
      };
      answer().catch((error: Error) => callback(error));
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  // Listening on an address always gives an AddressInfo.
  const { port } = server.server.address() as AddressInfo;
  const own: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    accepted,
    get connections() {
      return connections;
    },
    judge: () => undefined,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return own;
}

/** Holds the answer to the mail that comes after `count` accepted ones, once, until `release`. */
export function holdMailAfter(server: MailServer, count: number) {
  let isHeld = false;
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  server.judge = async () => {
    if (server.accepted.length !== count || isHeld) return undefined;
    isHeld = true;
    await released;
    return undefined;
  };
  return { isHeld: () => isHeld, release };
}
