// The QR code of every kind, read back from a grey 150 dpi picture of its page by a decoder that is
// not ours, with the longest name; what it holds is the statement, and the evidence key signed it.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { CertificateData } from '../../server/certificates/certificate-data.ts';
import {
  encodeStatement,
  readStatement,
  statementText,
  verifyStatement,
} from '../../server/proofs/index.ts';
import type { STATEMENT_KINDS } from '../../server/protocol/statement.ts';
import { LONG_NAME, minutesData, regionData, rollData } from '../certificates/long-sample-data.ts';
import { declarationData, participationData } from '../certificates/sample-data.ts';
import { openSealBench, type SealBench } from '../certificates/sealed.ts';

const run = promisify(execFile);
const LEAF = '9c41e07b2f5d88a35b70c1d83ea6f2197d04ba5c61be04d29c41e07b2f5d88a3';
const NAMES = {
  'the longest name': LONG_NAME,
  'the longest name in three-byte letters': 'Pejabat Ṣẽḍạ Ḥẫṭṛ '.repeat(7).slice(0, 120).trim(),
};
const holder = (name: string) => ({ holder: { ...declarationData().holder, name } });
const KINDS: Record<keyof typeof STATEMENT_KINDS, (name: string) => CertificateData> = {
  declaration: (name) => declarationData(holder(name)),
  participation: (name) => participationData(holder(name)),
  region: () => regionData(),
  roll: () => rollData(20),
  minutes: () => minutesData(3),
};

/** A grey picture (PGM) as a browser's canvas would give it. */
function greyPicture(pgm: Buffer) {
  const [head = '', columns = '', rows = ''] =
    /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 40).toString('latin1')) ?? [];
  const [width, height] = [Number(columns), Number(rows)];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) data.fill(pgm[head.length + i] ?? 0, 4 * i, 4 * i + 3);
  return { data, width, height, colorSpace: 'srgb' as const };
}

describe('the QR code in print', function () {
  this.timeout(60_000);
  let bench: SealBench;
  before(async () => {
    bench = await openSealBench();
    const require = createRequire(import.meta.url);
    const wasm = await readFile(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
    // Handed over, so that nothing is fetched; its own copy of the bytes.
    await prepareZXingModule({
      overrides: { wasmBinary: new Uint8Array(wasm).buffer },
      fireImmediately: true,
    });
  });
  after(() => bench?.remove());

  /** Every QR code of the file's pages, 150 dots an inch in grey. */
  const codesIn = async (name: string, pdf: Buffer): Promise<string[]> => {
    const file = bench.write(`${name}.pdf`, pdf);
    const { stdout } = await run('pdfinfo', [file]);
    const pages = Number(/Pages:\s+(\d+)/.exec(stdout)?.[1] ?? 1);
    const found: string[] = [];
    for (const page of new Set([1, pages])) {
      const root = join(bench.folder, `${name}-${page}`);
      const only = ['-f', String(page), '-l', String(page), '-singlefile'];
      await run('pdftoppm', ['-gray', '-r', '150', ...only, file, root]);
      const picture = greyPicture(await readFile(`${root}.pgm`));
      const codes = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true });
      found.push(...codes.filter(({ isValid }) => isValid).map(({ text }) => text));
    }
    return found;
  };

  /** A statement as large as this kind's can be, printed, read back and verified. */
  const comesBack = async (kind: keyof typeof STATEMENT_KINDS, name: string) => {
    const data = KINDS[kind](name);
    const { keyId, sign, certificatePem } = bench.keys.evidence;
    const facts = {
      kind,
      number: data.number,
      session: 'k7m2q9xd4hpa5t2c',
      seat: '12.03/sekretaris-daerah',
      region: '12.03',
      name,
      leafHash: LEAF,
      keyId,
    };
    const bytes = encodeStatement(facts, sign);
    expect(bytes.length).to.be.within(180, 210);
    const statement = statementText(bytes);
    const codes = await codesIn(kind, await bench.seal({ ...data, statement }));
    expect(codes).to.deep.equal([`${data.verifyUrl}#${statement}`]);
    const [, read = ''] = codes[0]?.split('#') ?? [];
    expect(verifyStatement(read, certificatePem)).to.equal(true);
    expect(readStatement(read)?.statement).to.include({ number: data.number, nameCut: true });
  };

  for (const kind of ['declaration', 'participation', 'region', 'roll', 'minutes'] as const) {
    it(`of a ${kind}, with the longest name`, () => comesBack(kind, NAMES['the longest name']));
  }
  it('of a declaration, with the longest name in letters of three bytes', () =>
    comesBack('declaration', NAMES['the longest name in three-byte letters']));
});
