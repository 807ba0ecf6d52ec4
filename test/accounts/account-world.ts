// The accounts domain on a real database behind real HTTP, for the suites of this folder.
import { createAccountRoutes, createAccounts } from '../../server/accounts/index.ts';
import { createAudit } from '../../server/audit/index.ts';
import { systemRandom } from '../../server/core/random.ts';
import { createRateLimits } from '../../server/http/rate-limits.ts';
import { createVisitorTokens, type StaffRole } from '../../server/http/visitor.ts';
import { createTestBrowser, type TestBrowser } from '../support/browser.ts';
import { movableClock, startTestHttp, testCatalogue } from '../support/http.ts';
import { makeIndexes, testDatabase } from '../support/mongo.ts';

export const CAMPAIGNS = [
  { _id: 'kampanye-a', name: 'Kampanye A' },
  { _id: 'kampanye-b', name: 'Kampanye B' },
];
export const PASSWORD = 'sandi panjang sekali';

/** Everything a suite of accounts needs; `stop` closes the server and its browsers. */
export async function createAccountWorld() {
  const database = await testDatabase();
  const clock = movableClock('2020-10-07T01:00:00.000Z');
  const random = systemRandom;
  const secret = Buffer.alloc(32, 1);
  const audit = createAudit({ connection: database.connection, clock, random });
  const rateLimits = createRateLimits(clock);
  const accounts = createAccounts({ database, secret, clock, random, rateLimits, audit });
  await makeIndexes(database);
  const publicUrl = 'https://ikrar.example';
  const campaigns = { list: async () => CAMPAIGNS };
  const catalogue = testCatalogue();
  const routes = createAccountRoutes({ accounts, catalogue, publicUrl, campaigns });
  const tokens = createVisitorTokens(secret, clock);
  const http = await startTestHttp({ routes, tokens, findStaff: accounts.findStaff });
  const browsers: TestBrowser[] = [];
  const browser = () => {
    const made = createTestBrowser(http.url);
    browsers.push(made);
    return made;
  };
  const signUp = async (login: string, role: StaffRole = 'owner', campaign?: string) => {
    const visitor = browser();
    const fields = { login, name: `Petugas ${login}`, password: PASSWORD };
    const where = { mode: 'new' };
    const answer = await visitor.submit(accounts.makeLink(role, campaign), fields, { where });
    return { visitor, answer };
  };
  return {
    database,
    clock,
    accounts,
    browser,
    signUp,
    collection: (name: string) => database.connection.collection(name),
    async stop() {
      for (const made of browsers) made.close();
      await http.stop();
    },
  };
}
export type AccountWorld = Awaited<ReturnType<typeof createAccountWorld>>;
