// Programs that are not ours judge every kind of certificate, and must reject what was tampered with.
import { expect } from 'chai';
import PDFDocument from 'pdfkit';
import {
  hasValidator,
  pdfsig,
  pyhanko,
  run,
  type ValidatorName,
  verapdf,
} from '../support/validators.ts';
import { minutesData, regionData, rollData } from './long-sample-data.ts';
import { declarationData, participationData } from './sample-data.ts';
import {
  appended,
  flipped,
  NOW,
  openSealBench,
  padded,
  type SealBench,
  updated,
} from './sealed.ts';

const KINDS = {
  participation: participationData(),
  'participation-sample': participationData({ sample: true }),
  declaration: declarationData(),
  region: regionData(14),
  roll: rollData(90),
  minutes: minutesData(),
  'roll-sample': rollData(40, { sample: true, issuer: null }),
  'declaration-sample': declarationData({ sample: true }),
  'declaration-typed': declarationData({ mark: { method: 'typed', text: 'Sekretaris Daerah' } }),
  // Letters outside the usual ones: the faces are cut anew for these.
  'participation-other-letters': participationData({
    holder: { ...participationData().holder, name: 'Ḍāwūd Šẽlo Łé Ǧ̇ ạ̈ Ñ ʼAin', acting: 'Pjs.' },
  }),
  'declaration-other-letters': declarationData({
    holder: { ...declarationData().holder, name: 'Ṣāliḥ Ãẽĩ Ŵłǧ ß ij', acting: null },
    mark: { method: 'typed', text: 'Ṣāliḥ Ãẽĩ' },
  }),
};

describe('certificates before independent validators', function () {
  this.timeout(400_000);
  let bench: SealBench;
  const files = new Map<string, string>();
  let pdf: Buffer;

  before(async () => {
    bench = await openSealBench();
    for (const [name, data] of Object.entries(KINDS)) {
      const bytes = await bench.seal(data);
      files.set(name, bench.write(`${name}.pdf`, bytes));
      pdf = bytes;
    }
  });
  after(() => {
    bench.remove();
  });

  /** A test that needs a validator: it fails when that is missing, unless IKRAR_WITHOUT says so. */
  const needs = (name: ValidatorName, title: string, check: () => Promise<void>) =>
    it(`${name}: ${title}`, async function () {
      if (!(await hasValidator(name))) return this.skip();
      await check();
    });
  const all = () => [...files.values()];
  const changed = () => ({
    flipped: bench.write('flipped.pdf', flipped(pdf, 20_000)),
    appended: bench.write('appended.pdf', appended(pdf)),
    updated: bench.write('updated.pdf', updated(pdf)),
    padded: bench.write('padded.pdf', padded(pdf)),
  });
  const foreign = async () => bench.write('foreign.pdf', await unembeddedPdf());

  needs('qpdf', 'finds no error in any', async () => {
    for (const file of all()) {
      const { output, code } = await run('qpdf', ['--check', file]);
      expect(code, output).to.equal(0);
      expect(output).to.include('No syntax or stream encoding errors found');
    }
  });
  needs('qpdf', 'rejects a file that was cut', async () => {
    const cut = bench.write('cut.pdf', pdf.subarray(0, 30_000));
    expect((await run('qpdf', ['--check', cut])).code).to.not.equal(0);
  });

  needs('pdffonts', 'finds every font embedded, cut to size and readable', async () => {
    for (const file of all()) {
      const lines = (await run('pdffonts', [file])).output.trim().split('\n').slice(2);
      expect(lines.length).to.be.greaterThan(3);
      for (const line of lines) expect(line).to.match(/ yes yes yes +\d+ +0$/);
    }
  });
  needs('pdffonts', 'would tell a font that is not embedded', async () => {
    expect((await run('pdffonts', [await foreign()])).output).to.match(/ no +no +no /);
  });

  needs('pdfsig', 'calls the signature valid over the whole document', async () => {
    for (const file of all()) {
      const { output, trusts } = await pdfsig(file, bench.rootFile);
      expect(output).to.include('Signature Type: ETSI.CAdES.detached');
      expect(output).to.include('- Total document signed');
      expect(output).to.include('Signature Validation: Signature is Valid.');
      if (trusts) expect(output).to.include('Certificate Validation: Certificate is Trusted.');
    }
  });
  needs('pdfsig', 'rejects a flipped bit, appended bytes, an update and used padding', async () => {
    const files = changed();
    const outputs = async (file: string) => (await pdfsig(file, bench.rootFile)).output;
    expect(await outputs(files.flipped)).to.include('Digest Mismatch.');
    expect(await outputs(files.appended)).to.include('Not total document signed');
    expect(await outputs(files.updated)).to.include('Not total document signed');
    expect(await outputs(files.padded)).to.include('Not total document signed');
  });
  needs('pdfsig', 'does not trust a seal of another root', async () => {
    const other = await openSealBench();
    try {
      const [file = ''] = all();
      const { output } = await pdfsig(file, other.rootFile);
      expect(output).to.include('Signature is Valid.').and.include('Certificate Validation:');
      expect(output).to.not.include('Certificate is Trusted.');
    } finally {
      other.remove();
    }
  });

  needs('pyhanko', 'judges each valid and untouched, today and in ten years', async () => {
    const inTenYears = new Date(NOW);
    inTenYears.setUTCFullYear(NOW.getUTCFullYear() + 10);
    for (const [i, file] of all().entries()) {
      for (const at of i < 3 ? [NOW, inTenYears] : [inTenYears]) {
        const { output, code } = await pyhanko(file, bench.rootFile, at);
        expect(code, output).to.equal(0);
        expect(output).to.include('The signature covers the entire file.');
        expect(output).to.include('The signature is judged VALID.');
      }
    }
  });
  needs('pyhanko', 'rejects a flipped bit, an update and another root', async () => {
    const { flipped: flippedFile, updated: updatedFile, appended: appendedFile } = changed();
    expect((await pyhanko(flippedFile, bench.rootFile, NOW)).output).to.include('INVALID');
    expect((await pyhanko(updatedFile, bench.rootFile, NOW)).output).to.include('INVALID');
    const longer = (await pyhanko(appendedFile, bench.rootFile, NOW)).output;
    expect(longer).to.not.include('covers the entire file');
    const other = await openSealBench();
    try {
      const [file = ''] = all();
      expect((await pyhanko(file, other.rootFile, NOW)).output).to.include('INVALID');
    } finally {
      other.remove();
    }
  });

  for (const flavour of ['3a', 'ua1'] as const) {
    needs('verapdf', `passes all of them as ${flavour}`, async () => {
      const { output } = await verapdf(flavour, all());
      for (const file of all()) expect(output).to.include(`PASS ${file} ${flavour}`);
    });
    needs('verapdf', `fails a file that is not ${flavour}`, async () => {
      expect((await verapdf(flavour, [await foreign()])).output).to.include('FAIL ');
    });
  }
});

/** A PDF with a standard font: neither archival nor accessible. */
function unembeddedPdf(): Promise<Buffer> {
  return new Promise((resolve) => {
    const doc = new PDFDocument();
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.text('Ikrar');
    doc.end();
  });
}
