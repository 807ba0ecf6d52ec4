// A PKCS#12 chain that no reader would follow is refused at start, with the certificate's name.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { systemRandom } from '../../server/core/random.ts';
import { openSealKeys } from '../../server/keys/index.ts';
import { NOW } from '../certificates/sealed.ts';
import { P12_PASSWORD, type P12Facts, writeP12 } from './p12-chain.ts';

describe('a PKCS#12 chain', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ikrar-p12-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const open = async (name: string, facts: P12Facts) => {
    const { file } = await writeP12(folder, name, facts);
    return openSealKeys({
      keysDir: join(folder, `keys-${name}`),
      organization: 'Ikrar',
      publicUrl: 'https://ikrar.example',
      now: NOW,
      random: systemRandom,
      p12: { file, password: P12_PASSWORD, level: 'tidak-tersertifikasi' },
    });
  };

  it('is taken whole, seal first and root last', async () => {
    const { signer } = await open('utuh', { seal: NOW });
    expect(signer.chain).to.have.length(2);
  });

  it('is watched to its root: an issuer that ends first is told in time', async () => {
    const soon = new Date(NOW.getTime() + 60 * 86_400_000);
    const issuing = new Date(soon);
    issuing.setUTCFullYear(soon.getUTCFullYear() - 35);
    const keys = await open('segera', { seal: NOW, issuing });
    const rows = keys.status(NOW, []).filter(({ role }) => role === 'p12');
    expect(rows.map(({ subject, state }) => [subject, state])).to.deep.equal([
      ['Segel Elektronik Ikrar', 'ok'],
      ['Penerbit Segel Ikrar', 'soon'],
      ['Akar Segel Ikrar', 'ok'],
    ]);
  });

  it('is refused when the issuer has ended, or does not count yet', async () => {
    const told = async (name: string, issuing: string) =>
      open(name, { seal: NOW, issuing: new Date(issuing) }).catch((error) => error);
    const ended = await told('berakhir', '1990-01-01');
    expect(ended).to.have.property('code', 'CERTIFICATE_EXPIRED');
    expect(ended.message).to.include('Penerbit Segel Ikrar');
    const early = await told('nanti', '2027-01-01');
    expect(early).to.have.property('code', 'CERTIFICATE_NOT_YET_VALID');
  });
});
