// The application after an event, with tokens for programs, and the document of its API.
import { z } from 'zod';
import type { By } from '../../server/accounts/staff-service.ts';
import type { OpenApiDocument, Operation } from '../../server/api/openapi.ts';
import { SCOPES, type Scope } from '../../server/http/scopes.ts';
import { writeEndedEvent } from '../certificate-desk/ended-event.ts';
import { signInStaff } from '../control/staff-world.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { until } from '../support/until.ts';

export interface Asked {
  path: string;
  method?: 'POST';
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}
export interface ApiWorld {
  app: TestApp;
  document: OpenApiDocument;
  /** Every operation with its path and method. */
  operations: { path: string; method: 'get' | 'post'; operation: Operation }[];
  /** Calls as a program with this token; without one as anybody. */
  call(asked: Asked, token?: string): Promise<Response>;
  /** A new token of the owner, or of somebody else. */
  token(scopes: Scope[], login?: string): Promise<string>;
  all: string;
  find(collection: string, filter?: object): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

const byOf = async (app: TestApp, login: string): Promise<By> => {
  const account = await app.database.connection.collection('accounts').findOne({ login });
  const grants = [{ campaign: '*', role: 'owner' as const }];
  const staff = { account: String(account?._id), name: login, role: null, grants, session: '' };
  return { staff, address: '' };
};

/** Fills the event's record, and waits for its log and its certificates. */
async function endEvent(app: TestApp, people: number): Promise<void> {
  const { connection } = app.database;
  if (!connection.db) throw new Error('No database');
  await writeEndedEvent(connection.db, { people, endedAt: new Date() });
  const heads = connection.collection('log_heads');
  await until('the log', async () => (await heads.findOne({ size: people })) !== null, 30_000);
  const issued = { sha256: { $ne: null } };
  const certificates = connection.collection('certificates');
  await until('files', async () => (await certificates.countDocuments(issued)) >= people, 60_000);
}

export async function createApiWorld({ people = 0 } = {}): Promise<ApiWorld> {
  const app = await startApp();
  await signInStaff(app, 'pemilik', 'owner');
  if (people > 0) await endEvent(app, people);
  const document: OpenApiDocument = await (await fetch(`${app.url}/api/openapi.json`)).json();
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    (['get', 'post'] as const).flatMap((method) => {
      const operation = methods[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );
  const token = async (scopes: Scope[], login = 'pemilik') =>
    app.ikrar.accounts.programs.make({ label: 'Uji', scopes, days: 1 }, await byOf(app, login));
  return {
    app,
    document,
    operations,
    token,
    all: await token([...SCOPES]),
    call: ({ path, headers, ...rest }, given) =>
      fetch(app.url + path, {
        ...rest,
        redirect: 'manual',
        headers: { ...headers, ...(given && { authorization: `Bearer ${given}` }) },
      }),
    async find(name, filter = {}) {
      const found = await app.database.connection.collection(name).findOne(filter);
      if (!found) throw new Error(`Nothing in ${name}`);
      return found;
    },
    stop: () => app.stop(),
  };
}

/** What the document says against a body: undefined when it fits the schema that `ref` names. */
export function misfit(document: OpenApiDocument, ref: string, body: unknown): string | undefined {
  const name = ref.replace('#/components/schemas/', '');
  const schemas = Object(document.components.schemas);
  if (!(name in schemas)) return `no schema ${name}`;
  const result = z.fromJSONSchema(schemas[name]).safeParse(body);
  return result.success ? undefined : z.prettifyError(result.error);
}
