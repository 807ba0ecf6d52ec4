// A real session with signatures, a withdrawal, a correction, revoked and replaced certificates, and
// its evidence bundle as it leaves the platform; and ways to take a bundle apart and join it anew.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { regionSubject, SESSION_SUBJECT } from '../../server/certificates/index.ts';
import { composeEvidence } from '../../server/compose-evidence.ts';
import { composeLog } from '../../server/compose-log.ts';
import { newId } from '../../server/core/ids.ts';
import { createLogger } from '../../server/core/logger.ts';
import { systemRandom } from '../../server/core/random.ts';
import {
  type Verification,
  type VerifyOptions,
  verifyBundle,
} from '../../server/evidence-check/index.ts';
import { createAmendmentStore } from '../../server/log/index.ts';
import {
  amendmentText,
  CORRECTION_FORMAT,
  leafHash,
  WITHDRAWAL_FORMAT,
} from '../../server/proofs/index.ts';
import type { Registration } from '../../server/registrations/index.ts';
import {
  type CertificateWorldOptions,
  createCertificateWorld,
  SYSTEM,
} from '../certificates/certificate-world.ts';
import { testCatalogue } from '../support/http.ts';
import { until } from '../support/until.ts';

const TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));
export const BY = { actor: SYSTEM, address: '127.0.0.1' };

/** The members of a ZIP in their order. */
export type Members = Map<string, Buffer>;

export async function unzip(zip: Buffer): Promise<Members> {
  const members: Members = new Map();
  const opened = await fromBufferPromise(zip);
  for await (const entry of opened.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await opened.openReadStreamPromise(entry)) chunks.push(chunk);
    members.set(entry.fileName, Buffer.concat(chunks));
  }
  return members;
}

/** A ZIP of these; names may stand twice. */
export async function zipOf(members: Iterable<[string, Buffer]>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of members) zip.addBuffer(bytes, name, { compress: false });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export const bytesOf = async (stream: ReadableStream<Uint8Array>): Promise<Buffer> =>
  Buffer.from(await new Response(stream).arrayBuffer());

/** Files for the verifier, which reads from disk. */
export async function createCheckFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'ikrar-evidence-'));
  const listener = { progress: () => undefined, result: () => undefined };
  return {
    folder,
    async verify(
      bundle: Buffer,
      { pdf, ...named }: Pick<VerifyOptions, 'root' | 'tsaRoots'> & { pdf?: Buffer } = {},
    ): Promise<Verification & { codes: string[] }> {
      const files = { bundle: join(folder, 'bukti.zip'), pdf: join(folder, 'bukti-pdf.zip') };
      await writeFile(files.bundle, bundle);
      if (pdf) await writeFile(files.pdf, pdf);
      const options = { bundle: files.bundle, pdf: pdf && files.pdf, ...named, listener };
      const verification = await verifyBundle(options);
      const codes = verification.results.flatMap(({ lies }) => lies.map(({ code }) => code));
      return { ...verification, codes };
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Six sign; one is withdrawn, one corrected; certificates of both kinds, one of them replaced. */
export async function createEvidenceWorld(options: CertificateWorldOptions = {}) {
  const world = await createCertificateWorld(options);
  const { database, clock, domains, keys, certificates } = world;
  const time = { clock, random: systemRandom };
  const logger = createLogger('silent');
  const catalogue = testCatalogue();
  const base = { database, clock, time, logger, catalogue, templatesDir: TEMPLATES };
  const log = await composeLog(base, domains, keys, undefined);
  log.start();
  const evidence = await composeEvidence(base, domains, {
    log,
    keys,
    independentTime: { roots: [] },
  });
  const session = () => world.session();
  const logged = (size: number) =>
    until(`a head over ${size} leaves`, async () => {
      return (await log.service.headOf(session()._id))?.size === size;
    });

  await world.begin();
  const people: Registration[] = [];
  for (let i = 1; i <= 6; i++) people.push(await world.arrive(`Pejabat Uji ${i}`));
  await world.signAll(people);
  await logged(6);
  await world.end();
  const amendments = createAmendmentStore(database.connection);
  const amend = amendWith({ world, amendments });
  await amend(people[4], 'withdrawal');
  await amend(people[5], 'correction');
  await logged(8);
  for (const { _id } of people.slice(0, 5)) {
    await certificates.service.issue(_id, 'declaration');
    await certificates.service.issue(_id, 'participation');
  }
  const { _id: id } = session();
  const region = people[0]?.region ?? '';
  await certificates.service.issueFor(id, 'region', regionSubject(region));
  await certificates.service.issueFor(id, 'roll', SESSION_SUBJECT);
  await certificates.service.issueFor(id, 'minutes', SESSION_SUBJECT);
  const [replaced, withdrawn] = await Promise.all(
    [people[0], people[4]].map(async (one) =>
      certificates.service.ensureDeclaration(one?._id ?? ''),
    ),
  );
  const by = { ...BY, reason: 'Nama dikoreksi' };
  await certificates.service.replace(replaced?.code ?? '', by);
  await certificates.service.revoke(withdrawn?.code ?? '', by);
  return {
    ...world,
    log,
    evidence: evidence.service,
    people,
    amend,
    logged,
    async make() {
      const { _id } = await evidence.service.make(session(), BY);
      const file = async (part: 'log' | 'pdf') =>
        bytesOf((await evidence.service.open(session(), { id: _id, part }, BY)).stream);
      return { id: _id, bundle: await file('log'), pdf: await file('pdf') };
    },
    async stop() {
      await log.stop();
      await world.stop();
    },
  };
}

function amendWith({
  world,
  amendments,
}: {
  world: Awaited<ReturnType<typeof createCertificateWorld>>;
  amendments: ReturnType<typeof createAmendmentStore>;
}) {
  return async (person: Registration | undefined, kind: 'withdrawal' | 'correction') => {
    const signature = await world.domains.signatures.find(person?._id ?? '');
    if (!signature?.leafHash) throw new Error('Nobody signed');
    const { session } = signature;
    const at = world.clock.now();
    const moment = at.toISOString();
    const leaf =
      kind === 'withdrawal'
        ? { format: WITHDRAWAL_FORMAT, session, withdraws: signature.leafHash, at: moment }
        : {
            format: CORRECTION_FORMAT,
            session,
            corrects: signature.leafHash,
            person: 'ab'.repeat(32),
            at: moment,
          };
    const text = amendmentText(leaf as Parameters<typeof amendmentText>[0]);
    const document = {
      _id: newId(systemRandom),
      schemaVersion: 1,
      session,
      signature: signature._id,
      registration: signature.registration,
      kind,
      number: 1,
      leaf: text,
      leafHash: leafHash(text),
      reason: 'Uji',
      by: SYSTEM,
      at,
      personal: null,
      appliedAt: at,
    };
    await world.database.transaction((transaction) => amendments.insert(document, transaction));
  };
}

/** The verifier calls the bundle a lie, for this reason among others. */
export function expectLie(
  { verdict, codes }: { verdict: string; codes: string[] },
  code: string,
): void {
  expect(codes).to.include(code);
  expect(verdict).to.equal('lie');
}
