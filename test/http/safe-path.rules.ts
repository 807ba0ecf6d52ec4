// What the log may say of an address: never what lets somebody in.
import { expect } from 'chai';
import { safePath } from '../../server/http/error-handler.ts';

const SECRETS = [
  ...['/u/', '/r/', '/layar/', '/koordinator/', '/tautan/', '/pulihkan/', '/mimbar/masuk/'],
  ...['/takarir/masuk/', '/verifikasi/', '/berkas/', '/berhenti/', '/permohonan-data/'],
  ...['/api/v1/berhenti/', '/api/v1/certificates/', '/kendali/pencabutan/'],
];

describe('the path that is logged', () => {
  for (const path of SECRETS) {
    it(`of ${path} leaves the code out`, () => {
      expect(safePath(`${path}ABCD2345`)).to.equal(`${path}…`);
    });
  }

  it('stays whole where nothing in it is secret', () => {
    expect(safePath('/kendali/hadir')).to.equal('/kendali/hadir');
  });
});
