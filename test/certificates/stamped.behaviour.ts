// Independent time from the authority to the document and the verdict: there, failing, and there again.
import { expect } from 'chai';
import type { Registration } from '../../server/registrations/index.ts';
import { sendReply, startTestTsa, type TestTsa } from '../support/openssl-tsa.ts';
import { createTokenMaker } from '../support/token-maker.ts';
import { type CertificateWorld, createCertificateWorld } from './certificate-world.ts';

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

describe('certificates with independent time', function () {
  this.timeout(60_000);
  let tsa: TestTsa;
  let world: CertificateWorld;
  let answers = true;
  const officials: Registration[] = [];
  before(async () => {
    tsa = await startTestTsa();
    // The world's clock is not the machine's, so the tokens are made here.
    const maker = await createTokenMaker({ critical: true, purpose: TIME_STAMPING });
    tsa.answer((query, response) => {
      if (answers) sendReply(response, maker.reply(query, world.clock.now()));
      else response.writeHead(503).end();
    });
    world = await createCertificateWorld({ tsa: { url: tsa.url, roots: [maker.root] } });
    await world.begin();
    for (let i = 0; i < 3; i++) officials.push(await world.arrive(`Pejabat Uji ${i + 1}`));
    await world.signAll(officials);
  });
  after(async () => {
    await world?.stop();
    await tsa?.stop();
  });
  const issue = async (which: number) => {
    const registration = officials[which]?._id ?? '';
    const issued = await world.certificates.documents.ensureDeclaration(registration);
    const bytes = new Uint8Array(await world.certificates.store.getBytes(issued._id));
    const url = `${world.http.url}/api/v1/verifications`;
    const answer = await fetch(url, { method: 'POST', body: bytes });
    return { issued, verdict: JSON.stringify(await answer.json()) };
  };

  it('keep the moment that the authority stated, and the verdict names it', async () => {
    const { issued, verdict } = await issue(0);
    expect(issued.timestamp).to.be.instanceOf(Date);
    expect(issued.timestamp?.getTime()).to.equal(
      Math.floor(world.clock.now().getTime() / 1000) * 1000,
    );
    expect(verdict).to.include('"reason":"STAMPED"').and.to.include('"state":"valid"');
    const at = issued.timestamp?.toISOString();
    expect(verdict).to.include(`"timestamp":{"at":"${at}","trusted":true}`);
  });

  it('are issued without one while it fails, and say so; later ones have it again', async () => {
    answers = false;
    const without = await issue(1);
    expect(without.issued.timestamp).to.equal(null);
    expect(without.verdict).to.include('"state":"valid"').and.not.to.include('STAMPED');
    answers = true;
    world.clock.advance(31_000);
    expect((await issue(2)).issued.timestamp).to.be.instanceOf(Date);
    expect((await issue(1)).issued).to.deep.include({
      sha256: without.issued.sha256,
      timestamp: null,
    });
  });
});
