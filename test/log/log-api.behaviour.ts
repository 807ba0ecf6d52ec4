// What the log gives everybody: heads, entries and proofs that verify without this server, no name
// in any of it, and what is refused.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  leafHash,
  verifyConsistency,
  verifyHead,
  verifyInclusion,
} from '../../server/proofs/index.ts';
import { signatureOf } from './log-world.ts';
import { type SignedApp, startSignedApp } from './signed-app.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('the log’s API', function () {
  this.timeout(60_000);
  let world: SignedApp;
  let base: string;
  let certificate: string;

  const get = async (path: string) => {
    const answer = await fetch(`${base}${path}`);
    return {
      status: answer.status,
      cache: answer.headers.get('cache-control'),
      body: await answer.json(),
    };
  };

  before(async () => {
    world = await startSignedApp();
    const { app } = world;
    base = `${app.url}/api/v1/log/${app.session()._id}`;
    certificate = await readFile(join(app.config.DATA_DIR, 'keys', 'evidence.pem'), 'utf8');
  });
  after(() => world.stop());

  it('gives the newest head, signed with the evidence key', async () => {
    const { body } = await get('/head');
    expect(body).to.include({ size: 2, pending: 0 });
    expect(body.time).to.deep.equal({
      state: 'none',
      text: 'no independent time yet',
      stampedSize: 0,
    });
    const head = verifyHead(body.head.text, body.head.signature, certificate);
    expect(head).to.include({ size: 2, root: body.head.root });
  });

  it('gives leaves whose hashes and proofs lead to the head’s root', async () => {
    const { body } = await get('/entries');
    const { head } = (await get('/head')).body;
    expect(body.entries.map(({ index }: { index: number }) => index)).to.deep.equal([0, 1]);
    for (const { index, leaf, leafHash: hash } of body.entries) {
      expect(leafHash(leaf)).to.equal(hash);
      const { body: found } = await get(`/inclusion?leaf=${hash}&size=${head.size}`);
      const proof = found.proof.map(bytes);
      const claim = {
        leafHash: bytes(hash),
        index,
        size: head.size,
        proof,
        root: bytes(head.root),
      };
      expect(verifyInclusion(claim)).to.equal(true);
    }
  });

  it('proves that each head is the beginning of the next', async () => {
    const { heads } = (await get('/heads')).body;
    const last = heads.at(-1);
    for (const head of heads) {
      const { body } = await get(`/consistency?from=${head.size}&to=${last.size}`);
      const claim = {
        first: head.size,
        second: last.size,
        firstRoot: bytes(head.root),
        secondRoot: bytes(last.root),
        proof: body.proof.map(bytes),
      };
      expect(verifyConsistency(claim)).to.equal(true);
    }
  });

  it('lets be kept for good what can’t change, and only that', async () => {
    const { leafHash: hash } = (await get('/entries?limit=1')).body.entries[0];
    for (const path of [
      '/entries?limit=1',
      `/inclusion?leaf=${hash}&size=2`,
      '/consistency?from=0&to=2',
    ]) {
      expect((await get(path)).cache, path).to.include('immutable');
    }
    for (const path of [
      '/head',
      '/entries',
      '/heads',
      `/inclusion?leaf=${hash}`,
      '/timestamp?size=2',
    ]) {
      expect((await get(path)).cache, path).to.equal('public, max-age=1');
    }
  });

  it('says that there is no independent time', async () => {
    const { body } = await get('/timestamp?size=1');
    expect(body).to.deep.equal({ size: null, token: null, text: 'no independent time yet' });
  });

  it('holds no name, no registration and no reason', async () => {
    const paths = ['/head', '/heads', '/entries', '/timestamp?size=1', '/consistency?from=1&to=2'];
    const said = (await Promise.all(paths.map(get))).map(({ body }) => JSON.stringify(body)).join();
    for (const { name, _id, contact, seat } of world.people) {
      for (const secret of [name, _id, contact, seat]) expect(said).to.not.include(secret);
    }
  });

  it('is at most two seconds behind while signing is open', async () => {
    const { app, clock } = world;
    const session = app.session()._id;
    const { signatures } = app.ikrar.domains.stores;
    for (let round = 0; round < 20; round += 1) {
      await signatures.insertMany([signatureOf(session, clock.now())]);
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    await world.untilLogged(22);
    const { entries } = (await get('/entries')).body;
    const { heads } = (await get('/heads?from=3')).body;
    expect(heads.length).to.be.greaterThan(1);
    for (const { previous, size, time } of heads) {
      for (const { leaf } of entries.slice(previous, size)) {
        const behind = Date.parse(time) - Date.parse(JSON.parse(leaf).signedAt);
        expect(behind).to.be.below(2_000);
      }
    }
  });

  it('refuses what is not there with 404, and what is no number with 400', async () => {
    const none = 'a'.repeat(64);
    const unknown = ['bukanid', 'aaaaaaaaaaaaaaaa', '..%2f..', 'A'.repeat(16), '%00'];
    for (const id of unknown) {
      const answer = await fetch(`${world.app.url}/api/v1/log/${id}/head`);
      expect(answer.status, id).to.equal(404);
    }
    for (const path of [
      `/inclusion?leaf=${none}`,
      `/inclusion?leaf=${none}&size=2`,
      '/consistency?from=1&to=999',
    ]) {
      expect((await get(path)).status, path).to.equal(404);
    }
    const wrong = [
      '/entries?from=-1',
      '/entries?from=1e3',
      '/entries?limit=0',
      '/entries?limit=1001',
      '/entries?from=1&from=2',
      '/heads?from=99999999999999999999',
      '/inclusion',
      '/inclusion?leaf=xyz',
      `/inclusion?leaf=${none}&size=0`,
      `/inclusion?leaf=${'A'.repeat(64)}`,
      '/consistency?from=2&to=1',
      '/consistency?from=1',
      '/timestamp',
      '/timestamp?size=abc',
    ];
    for (const path of wrong) expect((await get(path)).status, path).to.equal(400);
    expect((await get('/entries?from=500')).body).to.deep.equal({ entries: [] });
  });
});
