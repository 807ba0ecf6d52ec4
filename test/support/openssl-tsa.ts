// A real time-stamping authority for the tests: `openssl ts` behind a loopback HTTP server.
import { execFile, execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What answers a request; a test puts another in place of the honest one. */
export type TsaHandler = (
  query: Buffer,
  response: ServerResponse,
  request: IncomingMessage,
) => void | Promise<void>;

export interface TestTsa {
  url: string;
  /** The authority's root: a PEM file, and its DER. */
  rootFile: string;
  root: Buffer;
  /** How many requests came. */
  asked(): number;
  /** The honest answer to a query (DER). */
  reply(query: Buffer): Promise<Buffer>;
  /** Lets another handler answer; without one the honest one does again. */
  answer(handler?: TsaHandler): void;
  stop(): Promise<void>;
}

const CONFIGURATION = `
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[stamper]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = one
[one]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

/** Sends DER as a time-stamp reply. */
export const sendReply = (response: ServerResponse, body: Buffer): void => {
  response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(body);
};

/** Makes root and stamping certificate (both P-256) and listens on a free port. */
export async function startTestTsa(): Promise<TestTsa> {
  const folder = mkdtempSync(join(tmpdir(), 'ikrar-tsa-'));
  makeCertificates(folder);
  const run = promisify(execFile);
  let count = 0;
  let queue: Promise<unknown> = Promise.resolve();
  const stamp = async (query: Buffer): Promise<Buffer> => {
    count += 1;
    const [asked, answered] = [join(folder, `${count}.tsq`), join(folder, `${count}.tsr`)];
    writeFileSync(asked, query);
    const files = ['-config', 'ts.cnf', '-signer', 'tsa.pem', '-inkey', 'tsa.key'];
    const args = ['ts', '-reply', '-queryfile', asked, ...files, '-out', answered];
    await run('openssl', args, { cwd: folder });
    return readFileSync(answered);
  };
  // One after the other: they share the file with the serial number.
  const reply = (query: Buffer): Promise<Buffer> => {
    const next = queue.then(() => stamp(query));
    queue = next.catch(() => undefined);
    return next;
  };
  const honest: TsaHandler = async (query, response) => sendReply(response, await reply(query));
  let handler = honest;
  let asked = 0;
  const server = createServer(async (request, response) => {
    asked += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    await handler(Buffer.concat(chunks), response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Listening on a port: what it says then is an address, not a pipe's name.
  const { port } = server.address() as AddressInfo;
  const rootFile = join(folder, 'root.pem');
  return {
    url: `http://127.0.0.1:${port}/`,
    rootFile,
    root: new X509Certificate(readFileSync(rootFile)).raw,
    asked: () => asked,
    reply,
    answer: (other) => {
      handler = other ?? honest;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeCertificates(folder: string): void {
  writeFileSync(join(folder, 'ts.cnf'), CONFIGURATION);
  writeFileSync(join(folder, 'serial'), '01\n');
  const openssl = (line: string, subject?: string) =>
    execFileSync('openssl', [...line.split(' '), ...(subject ? ['-subj', subject] : [])], {
      cwd: folder,
      stdio: 'pipe',
    });
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config ts.cnf';
  openssl(
    `req -x509 ${key} -extensions ca -keyout root.key -out root.pem -days 9000`,
    '/CN=Akar Uji',
  );
  openssl(`req -new ${key} -keyout tsa.key -out tsa.csr`, '/CN=Stempel Uji');
  const issuer = '-CA root.pem -CAkey root.key -CAcreateserial -days 9000';
  openssl(`x509 -req -in tsa.csr ${issuer} -extfile ts.cnf -extensions stamper -out tsa.pem`);
}
