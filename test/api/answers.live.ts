// Every operation of the API is called: its answer fits the schema of the document, what it does not
// name is refused, and nobody without the scope or the role gets anything.
import { expect } from 'chai';
import { PROGRAM_REQUESTS } from '../../server/http/rate-limits.ts';
import { SCOPES, type Scope } from '../../server/http/scopes.ts';
import { signInStaff } from '../control/staff-world.ts';
import { type ApiWorld, type Asked, createApiWorld, misfit } from './api-world.ts';
import { CALLED_ELSEWHERE, CALLS } from './calls.ts';

const PEOPLE = 6;
const PROBLEM = '#/components/schemas/Problem';
/** Programs of others send these: fields that we do not know are theirs. */
const LOOSE = ['unsubscribe', 'unsubscribePage'];

describe('the API as its document says', function () {
  this.timeout(120_000);
  let world: ApiWorld;
  const answers = new Map<string, unknown>();
  const asked = new Map<string, Asked>();
  before(async () => {
    world = await createApiWorld({ people: PEOPLE });
  });
  after(() => world?.stop());

  const operationOf = (name: string) => {
    const found = world.operations.find(({ operation }) => operation.operationId === name);
    if (!found) throw new Error(`No operation ${name}`);
    return found.operation;
  };
  const scopeOf = (name: string) => operationOf(name).security[0]?.token[0] as Scope | undefined; // the document's own words
  const problemIn = async (response: Response) => {
    expect(response.headers.get('content-type')).to.match(/^application\/problem\+json/);
    const problem = await response.json();
    expect(misfit(world.document, PROBLEM, problem)).to.equal(undefined);
    expect(problem.status).to.equal(response.status);
    return problem.code;
  };
  const withQuery = ({ path, ...rest }: Asked, more: string): Asked => ({
    ...rest,
    path: `${path}${path.includes('?') ? '&' : '?'}${more}`,
  });

  const walk = async (path: string, limit: number) => {
    const items: { [key: string]: unknown }[] = [];
    let cursor: string | null = '';
    let pages = 0;
    while (cursor !== null) {
      const at = cursor ? `&cursor=${cursor}` : '';
      const response = await world.call({ path: `${path}?limit=${limit}${at}` }, world.all);
      const page: { items: typeof items; next: string | null } = await response.json();
      expect(page.items.length).to.be.at.most(limit);
      items.push(...page.items);
      cursor = page.next;
      pages++;
    }
    return { items, pages };
  };

  it('has a call for every operation', () => {
    const names = world.operations.map(({ operation }) => operation.operationId);
    const called = [...Object.keys(CALLS), ...Object.keys(CALLED_ELSEWHERE)];
    expect(called.sort()).to.deep.equal(names.sort());
  });

  for (const [name, make] of Object.entries(CALLS)) {
    it(`${name} answers what it says`, async () => {
      const call = await make(world, answers);
      asked.set(name, call);
      const response = await world.call(call, scopeOf(name) && world.all);
      const text = response.status < 300 ? undefined : await response.clone().text();
      const [status = '', said] = Object.entries(operationOf(name).responses)[0] ?? [];
      expect(String(response.status), text).to.equal(status);
      const [type, content] = Object.entries(said?.content ?? {})[0] ?? [];
      if (!type) return;
      expect(response.headers.get('content-type')).to.include(type);
      if (!content || !('$ref' in content.schema)) {
        expect((await response.arrayBuffer()).byteLength).to.be.above(20);
        return;
      }
      const body = await response.json();
      answers.set(name, body);
      expect(misfit(world.document, String(content.schema.$ref), body)).to.equal(undefined);
    });
  }

  it('says what is in the database: people, signatures, certificates', async () => {
    const rows = (await walk(`/api/v1/sessions/${world.app.session()._id}/people`, 500)).items;
    const people = rows.flatMap((one): unknown[] => Object(one.people));
    expect(people).to.have.length(PEOPLE);
    expect(people.filter((one) => Object(one).signedAt === null)).to.deep.equal([]);
    expect(Object(answers.get('session')).counts.signatures).to.equal(PEOPLE);
    expect(Object(answers.get('logState')).size).to.equal(PEOPLE);
    expect(Object(answers.get('attendance')).total.signed).to.equal(PEOPLE);
    expect(Object(answers.get('contactImport'))).to.include({ rows: 1, bad: 1, state: 'checked' });
    expect(JSON.stringify(answers.get('sessionSeats'))).to.not.match(/issue|code"|pinHash/);
    const { actor } = await world.find('audit', { event: 'contacts.checked' });
    expect(actor).to.include({ kind: 'staff', label: 'Petugas pemilik' });
    const audit = world.app.database.connection.collection('audit');
    expect(await audit.countDocuments({ 'actor.id': 'local' }), 'nobody’s acts').to.equal(0);
  });

  it('refuses fields that the document does not name', async () => {
    const accepted: string[] = [];
    for (const [name, call] of asked) {
      if (LOOSE.includes(name)) continue;
      const response = await world.call(withQuery(call, 'bukan=1'), scopeOf(name) && world.all);
      if (response.status !== 400) accepted.push(`${name}: ${response.status}`);
      else expect(await problemIn(response), name).to.equal('INVALID_INPUT');
    }
    expect(accepted).to.deep.equal([]);
    const body = { officials: 1, bukan: 1 };
    const headers = { 'content-type': 'application/json' };
    const made = { path: '/api/v1/rehearsals', method: 'POST' as const, headers };
    const response = await world.call({ ...made, body: JSON.stringify(body) }, world.all);
    expect(await problemIn(response)).to.equal('INVALID_INPUT');
  });

  it('opens nothing without a token, with a wrong one, or with every scope but its own', async () => {
    for (const [name, call] of asked) {
      const scope = scopeOf(name);
      if (!scope) continue;
      for (const token of [undefined, `ikrar_${'x'.repeat(43)}`]) {
        const response = await world.call(call, token);
        expect(response.status, name).to.equal(401);
        expect(response.headers.get('www-authenticate')).to.match(/^Bearer/);
        expect(await problemIn(response), name).to.equal('NOT_SIGNED_IN');
      }
      const others = await world.token(SCOPES.filter((one) => one !== scope));
      const refused = await world.call(call, others);
      expect(refused.status, name).to.equal(403);
      expect(await problemIn(refused), name).to.equal('SCOPE_LACKING');
    }
  });

  it('goes no further than the role of the token’s owner', async () => {
    await signInStaff(world.app, 'auditor', 'auditor');
    const token = await world.token([...SCOPES], 'auditor');
    const check = asked.get('checkContacts');
    if (!check) throw new Error('Not called');
    expect(await problemIn(await world.call(check, token))).to.equal('FORBIDDEN');
    expect((await world.call({ path: '/api/v1/campaigns' }, token)).status).to.equal(200);
    const accounts = world.app.database.connection.collection('accounts');
    const elsewhere = [{ campaign: 'kampanye-lain', role: 'owner' }];
    await accounts.updateOne({ login: 'auditor' }, { $set: { grants: elsewhere } });
    const none = await (await world.call({ path: '/api/v1/campaigns' }, token)).json();
    expect(none).to.deep.equal({ items: [], next: null });
    for (const name of ['campaign', 'session', 'sessionSeats', 'sessionPeople']) {
      const call = asked.get(name);
      if (call) expect((await world.call(call, token)).status, name).to.equal(403);
    }
  });

  describe('in pages', () => {
    it('gives everything once, in one order, whatever the limit', async () => {
      const { _id: session, campaign } = world.app.session();
      const lists: [string, string, number, number][] = [
        [`/api/v1/sessions/${session}/seats`, 'id', 400, 500],
        [`/api/v1/sessions/${session}/people`, 'seat', 450, 500],
        [`/api/v1/sessions/${session}/certificates`, 'number', 4, 500],
        [`/api/v1/campaigns/${campaign}/regions`, 'code', 100, 500],
        [`/api/v1/campaigns/${campaign}/sessions`, 'id', 1, 500],
        ['/api/v1/campaigns', 'id', 1, 500],
      ];
      for (const [path, key, few, many] of lists) {
        const [small, large] = [await walk(path, few), await walk(path, many)];
        expect(small.pages, path).to.be.above(1);
        expect(small.items.map((one) => one[key])).to.deep.equal(
          large.items.map((one) => one[key]),
        );
        expect(new Set(small.items.map((one) => one[key])).size).to.equal(small.items.length);
      }
      const { all } = await world.app.ikrar.domains.stores.seats.count(session);
      expect((await walk(`/api/v1/sessions/${session}/seats`, 500)).items).to.have.length(all);
    });

    it('takes no cursor and no limit that it did not give', async () => {
      const path = `/api/v1/sessions/${world.app.session()._id}/seats`;
      const forged = Buffer.from('{"$gt":0}').toString('base64url');
      for (const query of [`cursor=${forged}`, 'cursor=%24', 'limit=0', 'limit=501', 'limit=x']) {
        const response = await world.call({ path: `${path}?${query}` }, world.all);
        expect(await problemIn(response), query).to.equal('INVALID_INPUT');
      }
    });
  });

  it('slows down a token that asks too much, and no other', async () => {
    const busy = await world.token(['read:campaigns']);
    const tokens = world.app.database.connection.collection('program_tokens');
    const [newest] = await tokens.find().sort({ $natural: -1 }).toArray();
    const other = await world.token(['read:campaigns']);
    const path = `/api/v1/campaigns/${world.app.session().campaign}`;
    const { program } = world.app.ikrar.base.rateLimits;
    // All but one of the requests of a minute.
    for (let sent = 1; sent < PROGRAM_REQUESTS; sent++) program.fail(String(newest?._id));
    expect((await world.call({ path }, busy)).status).to.equal(200);
    const refused = await world.call({ path }, busy);
    expect(refused.headers.get('retry-after')).to.equal('60');
    expect(await problemIn(refused)).to.equal('TOO_MANY_REQUESTS');
    expect((await world.call({ path }, other)).status).to.equal(200);
  });
});
