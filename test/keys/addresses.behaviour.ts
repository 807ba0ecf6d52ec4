// The addresses that stand in every sealed file, on the whole platform: an auditor's program asks there
// for issuers and revocation lists.
import { expect } from 'chai';
import { startApp, type TestApp } from '../support/start-app.ts';

const TYPES: Record<string, RegExp> = {
  'root.pem': /pem/,
  'evidence.pem': /pem/,
  'root.cer': /pkix-cert/,
  'issuing.cer': /pkix-cert/,
  crl: /pkix-crl/,
  'root.crl': /pkix-crl/,
};

describe('addresses of certificates and revocation lists', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app?.stop());

  for (const [name, type] of Object.entries(TYPES)) {
    it(`${name} answers to anybody`, async () => {
      const answer = await fetch(`${app.url}/api/v1/certificates/${name}`);
      expect(answer.status).to.equal(200);
      expect(answer.headers.get('content-type')).to.match(type);
      expect((await answer.arrayBuffer()).byteLength).to.be.above(100);
    });
  }
});
