// The document of the API: valid by OpenAPI's own schema, and the same as the route table, both ways.
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';
import { SCOPES } from '../../server/http/scopes.ts';
import { type ApiWorld, createApiWorld } from './api-world.ts';

describe('the document of the API', function () {
  this.timeout(60_000);
  let world: ApiWorld;
  before(async () => {
    world = await createApiWorld();
  });
  after(() => world?.stop());

  const documented = () => world.operations.map(({ method, path }) => `${method} ${path}`).sort();

  it('is valid by the schema of OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate({ ...world.document });
    expect(errors ?? [], JSON.stringify(errors)?.slice(0, 2_000)).to.deep.equal([]);
    expect(valid).to.equal(true);
    const broken = { ...world.document, paths: { '/a': { get: { responses: 'bukan' } } } };
    expect((await new Validator().validate(broken)).valid, 'a broken one').to.equal(false);
  });

  it('names every route below /api, and no other', () => {
    const routes = world.app.ikrar.routes
      .filter(({ path }) => path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(routes.length).to.be.above(35);
    expect(documented()).to.deep.equal(routes.sort());
    const elsewhere = world.app.ikrar.routes.filter(
      ({ path, api }) => api && !path.startsWith('/api/'),
    );
    expect(elsewhere).to.deep.equal([]);
  });

  it('names each operation once, each parameter of its path, and a scope where one is needed', () => {
    const names = world.operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).to.equal(names.length);
    for (const { path, operation } of world.operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const said = (operation.parameters ?? []).filter((one) => one.in === 'path');
      expect(
        said.map(({ name }) => name),
        path,
      ).to.have.members(inPath);
    }
    const machine = world.app.ikrar.routes.filter(({ access }) => access === 'machine');
    for (const { path, method, scope } of machine) {
      const found = world.operations.find(
        (one) => one.path === path.replace(/:(\w+)/g, '{$1}') && one.method === method,
      );
      expect(scope, path).to.not.equal(undefined);
      expect(found?.operation.security, path).to.deep.equal([{ token: [scope] }]);
    }
    expect(new Set(machine.map(({ scope }) => scope))).to.deep.equal(new Set(SCOPES));
  });

  it('refuses what it does not name: no object of it is open to other fields', () => {
    const open: string[] = [];
    const look = (schema: unknown, where: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const { type, additionalProperties } = Object(schema);
      if (type === 'object' && additionalProperties !== false) open.push(where);
      for (const [key, part] of Object.entries(schema)) look(part, `${where}.${key}`);
    };
    look(world.document.components.schemas, '');
    for (const { path, operation } of world.operations) look(operation.requestBody, path);
    // The document itself is what OpenAPI says it is.
    expect(open).to.deep.equal(['.DocumentAnswer']);
  });

  it('speaks the language of its reader', async () => {
    const headers = { cookie: 'ikrar_bahasa=en' };
    const english = await (await fetch(`${world.app.url}/api/openapi.json`, { headers })).json();
    expect(english.info.title).to.equal('API for programs');
    expect(world.document.info.title).to.equal('API untuk program');
  });

  it('is a page that shows every operation, without any script of others', async () => {
    const answer = await fetch(`${world.app.url}/api`);
    const html = await answer.text();
    expect(answer.status).to.equal(200);
    expect(answer.headers.get('content-security-policy')).to.include("script-src 'self'");
    expect(html).to.not.match(/<script[^>]+src="(?!\/assets\/)/);
    for (const { path, method, operation } of world.operations) {
      expect(html).to.include(`id="o-${operation.operationId}"`);
      expect(html).to.include(`${method.toUpperCase()} ${path}`);
    }
  });
});
