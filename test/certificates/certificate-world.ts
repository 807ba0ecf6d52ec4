// The whole chain before certificates on a real database: campaigns, seats, signing, attendance.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCertificates, createLongRoutes } from '../../server/certificates/index.ts';
import { createDomains } from '../../server/compose-domains.ts';
import { composeLog } from '../../server/compose-log.ts';
import { longDoorsOf } from '../../server/compose-long-documents.ts';
import { createLogger } from '../../server/core/logger.ts';
import { systemRandom } from '../../server/core/random.ts';
import { createRateLimits } from '../../server/http/rate-limits.ts';
import { createVisitorTokens, type Visitor } from '../../server/http/visitor.ts';
import { createTimestamper, type KeySource, openSealKeys } from '../../server/keys/index.ts';
import type { SessionAction } from '../../server/protocol/session.ts';
import type { SigningRule } from '../../server/protocol/signing-rule.ts';
import type { Registration } from '../../server/registrations/index.ts';
import type { SessionDocument } from '../../server/sessions/index.ts';
import {
  createFileInspector,
  createVerificationRoutes,
  createVerificationService,
} from '../../server/verification/index.ts';
import { movableClock, startTestHttp, testCatalogue } from '../support/http.ts';
import { testDatabase } from '../support/mongo.ts';
import { scribble } from './sample-data.ts';
import { createSmallLog } from './small-log.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REGIONS = 'regions-2020.csv';
export const SYSTEM = { kind: 'staff', id: 'uji', label: 'Petugas uji' } as const;
export const PUBLIC_URL = 'https://ikrar.example';

/** A real campaign (it names an issuer) of three regions, from the shipped one's data. */
async function writeCampaign(folder: string, sample: boolean, signing?: SigningRule) {
  const data = `${ROOT}/server/campaigns/data/netralitas-asn-2020.json`;
  const file = JSON.parse(await readFile(data, 'utf8'));
  const issuer = { sample, legalIssuer: sample ? null : 'Komisi Aparatur Sipil Negara' };
  const regionSet = { name: 'Tiga daerah', file: REGIONS, boardLayout: null };
  const [first, second] = file.sessions.toSorted((a: { isDefault: boolean }) =>
    a.isDefault ? -1 : 1,
  );
  const sessions = [first, second].slice(0, 1).map((one) => (signing ? { ...one, signing } : one));
  await writeFile(
    join(folder, 'kampanye.json'),
    JSON.stringify({ ...file, ...issuer, regionSet, sessions }),
  );
  const csv = await readFile(`${ROOT}/server/regions/data/${REGIONS}`, 'utf8');
  await writeFile(join(folder, REGIONS), csv.split('\n').slice(0, 4).join('\n'));
}

/** `tsa`: a time-stamping authority and its roots (DER); `p12`: a seal key from outside. */
export interface CertificateWorldOptions {
  sample?: boolean;
  withLog?: boolean;
  /** The session's rule; the shipped one's without. */
  signing?: SigningRule;
  tsa?: { url: string; roots: Buffer[] };
  p12?: KeySource['p12'];
}

export type CertificateWorld = Awaited<ReturnType<typeof createCertificateWorld>>;

/** Domains, certificates and HTTP; `visitors` become cookies by `cookieOf`. */
export async function createCertificateWorld({
  sample = false,
  withLog = false,
  signing,
  tsa,
  p12,
}: CertificateWorldOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'ikrar-certificates-'));
  await mkdir(join(folder, 'data'));
  await writeCampaign(join(folder, 'data'), sample, signing);
  const database = await testDatabase();
  const clock = movableClock('2026-10-07T02:00:00.000Z');
  const time = { clock, random: systemRandom };
  const logger = createLogger('silent');
  const rateLimits = createRateLimits(clock);
  const secret = Buffer.alloc(32, 3);
  const domains = await createDomains({
    database,
    keys: { token: secret, code: secret, pin: secret, csrf: secret },
    time,
    logger,
    samples: { campaignsDir: join(folder, 'data'), regionsDir: join(folder, 'data') },
  });
  await domains.audit.ensureIndexes();
  const keys = await openSealKeys({
    keysDir: join(folder, 'keys'),
    organization: 'Ikrar',
    publicUrl: PUBLIC_URL,
    now: clock.now(),
    random: systemRandom,
    p12,
  });
  const base = { database, logger, clock, time };
  const wholeLog = withLog ? await composeLog(base, domains, keys, undefined) : undefined;
  const doors = {
    ...domains,
    findRegistration: domains.stores.registrations.find,
    listHolders: domains.stores.registrations.listByIds,
    findByToken: domains.registrations.findByToken,
    long: longDoorsOf(domains, { database, clock }, wholeLog?.service),
  };
  const setup = {
    templatesDir: `${ROOT}/templates`,
    keys,
    publicUrl: PUBLIC_URL,
    secret,
    timestamper: tsa && createTimestamper({ ...tsa, ...time }),
  };
  const make = () =>
    createCertificates({ database, doors, audit: domains.audit, time, logger, setup });
  const certificates = await make();
  const { store, access } = certificates;
  const limit = rateLimits.certificate;
  const log = createSmallLog(keys.evidence);
  const revoked = new Map<string, Date>();
  const { trustedRoots } = keys;
  const inspector = createFileInspector({
    trustedRoots,
    known: () => ({ revoked, tsaRoots: tsa?.roots ?? [] }),
  });
  const verification = createVerificationService({
    store,
    keys,
    log: wholeLog?.service ?? log.door,
    inspector,
    limit,
    clock,
  });
  const hostName = async () => 'Komisi Aparatur Sipil Negara';
  const catalogue = testCatalogue();
  const tokens = createVisitorTokens(secret, clock);
  const http = await startTestHttp({
    routes: [
      ...certificates.routes,
      ...createLongRoutes({ ...domains, desk: certificates.longDesk, catalogue }),
      ...createVerificationRoutes({
        verification,
        access,
        catalogue,
        hostName,
        keys,
      }),
    ],
    tokens,
    findStaff: async (token) =>
      token === 'petugas'
        ? {
            account: 'a',
            name: 'Petugas',
            grants: [{ campaign: '*', role: 'host' as const }],
            role: 'host',
            session: 's',
          }
        : undefined,
  });
  const people = peopleOf(domains, clock);
  return {
    database,
    clock,
    domains,
    certificates,
    keys,
    /** Where the private keys lie. */
    keysDir: join(folder, 'keys'),
    verification,
    http,
    log,
    /** Revoked seal certificates by serial. */
    revoked,
    ...people,
    /** With `withLog`: what the log tells; its sequencer runs after `start`. */
    wholeLog,
    /** Signs, and the log has it at once unless told otherwise. */
    async signAll(registrations: Registration[], { logged = true } = {}) {
      await people.signAll(registrations);
      for (const { _id, session } of logged ? registrations : []) {
        const signature = await domains.signatures.find(_id);
        log.append(session, signature?.leafHash ?? '');
      }
    },
    /** A second process's certificates on the same database and keys. */
    another: make,
    /** The Cookie header of a region's coordinator, whose link is opened with it. */
    async coordinatorCookie(region: string) {
      const { coordinatorLinks } = domains;
      const all = await coordinatorLinks.listOfSession(people.session()._id, [region]);
      const one = all.find((found) => found.region === region);
      const pass = await coordinatorLinks.open((one && coordinatorLinks.codeOf(one)) ?? '');
      return `ikrar_koordinator=${tokens.coordinator.sign(pass, 3600)}`;
    },
    /** The Cookie header of a holder. */
    cookieOf: ({ _id, session, region, generation }: Registration) => {
      const token: NonNullable<Visitor['official']> = {
        registration: _id,
        session,
        region: region ?? '',
        generation,
      };
      return `ikrar_pejabat=${tokens.official.sign(token, 3600)}`;
    },
    async stop() {
      await http.stop();
      await inspector.stop();
      await certificates.stop();
      await wholeLog?.stop();
      await domains.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Domains = Awaited<ReturnType<typeof createDomains>>;

/** Leads a session and walks officials through it. */
function peopleOf(domains: Domains, clock: ReturnType<typeof movableClock>) {
  const by = { actor: SYSTEM, address: '' };
  const session = (): SessionDocument => {
    const found = domains.live.findDefault();
    if (!found) throw new Error('There is no session');
    return found;
  };
  const act = (action: SessionAction) =>
    domains.sessions.act({ session: session()._id, action, ...by });
  let used = 0;
  return {
    session,
    act,
    /** Doors open and live: people may come. */
    async begin() {
      await act('open-doors');
      await act('go-live');
    },
    /** Somebody fills the next free seat and is present from now on. */
    async arrive(name: string): Promise<Registration> {
      const seats = await domains.invitations.list(session()._id);
      const seat = seats[used++];
      if (!seat) throw new Error('There is no free seat');
      const input = { name, acting: 'Plt.' as const, contact: '0812345678', pin: '123456' };
      const registration = await domains.registrations.register(seat, input, '');
      const present = await domains.registrations.checkIn(
        registration._id,
        session().status.session,
        '',
      );
      await domains.attendance.hold(present, { kind: 'socket', device: 'phone' });
      return present;
    },
    /** The declaration is read and signing opens; those given tick every clause and sign. */
    async signAll(registrations: Registration[]) {
      await act('start-reading');
      for (let i = 0; i < 5; i++) await act('next-clause');
      for (const registration of registrations) {
        for (let clause = 1; clause <= 4; clause++) {
          await domains.ceremony.tick(registration, session(), clause);
        }
      }
      await act('open-signing');
      clock.advance(1_000);
      for (const registration of registrations) {
        const mark = { method: 'drawn' as const, strokes: [scribble(60)] };
        await domains.signatures.sign(registration, session(), mark);
      }
    },
    /** Half an hour later signing closes and the session ends. */
    async end() {
      clock.advance(30 * 60_000);
      await act('close-signing');
      clock.advance(6_000);
      await act('end');
    },
  };
}
