// Certificates: the product's, sealed, against Typst's and naive pdfkit's, unsealed, of the same content.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { background, LANDSCAPE } from '../server/certificates/drawing/background.ts';
import { loadFonts } from '../server/certificates/drawing/fonts.ts';
import { qrFigure } from '../server/certificates/drawing/qr-figure.ts';
import { sealFigure } from '../server/certificates/drawing/seal-figure.ts';
import { createCertificateRenderer } from '../server/certificates/render-certificate.ts';
import { CONTENTS_BYTES } from '../server/sealing/field.ts';
import { createSeal, type Seal } from '../server/sealing/seal.ts';
import { builtIn, openTestKeys, TEMPLATES } from '../test/certificates/sealed.ts';
import { certificateOf } from './certificate-sample.ts';
import { createTexts } from './certificate-texts.ts';
import { interleave, lineOf, type Run, type Summary, summarise } from './figures.ts';
import { startFileChild } from './file-child.ts';
import { formSvg } from './form-svg.ts';
import type { Group } from './groups.ts';
import { issuingRows } from './issuing-rows.ts';
import { naiveCertificate } from './naive-certificate.ts';
import { judge, type Row, short, spreadOf } from './table.ts';
import { startTypst } from './typst-peer.ts';

const COLOURS = { accent: '#7A4E17', ornament: '#B88A44' };
const RED = '#C1121F';
/** Certificates of a peer that is given a list: more than it makes, or its memory would help it. */
const LIST = 1_000;
const FILE_LIMIT = 160_000;

const addressOf = ({ verifyUrl, statement }: ReturnType<typeof certificateOf>) =>
  `${verifyUrl}#${statement}`;

/** The seal's and the paper's line work as our renderer has it. */
async function lineWork() {
  const fonts = await loadFonts();
  const ring = certificateOf(0).emblemText.toUpperCase();
  const sealOf = () => sealFigure(fonts.sansBold, ring, RED);
  return { sealOf, paper: background(LANDSCAPE, COLOURS) };
}

async function timed(count: number, one: () => Promise<unknown>): Promise<Run> {
  const before = process.cpuUsage();
  const from = performance.now();
  for (let index = 0; index < count; index++) await one();
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { rate: count / seconds, cpu: (user + system) / count };
}

/** The product's way, in this thread; with `anew` everything is prepared for each. */
async function createProduct(seal: Seal) {
  const wording = await builtIn({ kind: 'participation' });
  const shared = await createCertificateRenderer(TEMPLATES);
  let made = 0;
  const make = async (renderer: typeof shared) => {
    made += 1;
    const pdf = await renderer.render(certificateOf(made), wording, CONTENTS_BYTES.ES256);
    const { length } = await seal(pdf, AbortSignal.timeout(30_000));
    largest = Math.max(largest, length);
  };
  let largest = 0;
  return {
    make: () => make(shared),
    makeAnew: async () => make(await createCertificateRenderer(TEMPLATES)),
    largest: () => largest,
  };
}

async function startPeers(folder: string) {
  const textsOf = createTexts();
  const { sealOf, paper } = await lineWork();
  const fields = Array.from({ length: LIST }, (_, index) => {
    const data = certificateOf(index);
    const operators = qrFigure(addressOf(data), 35);
    const qr = formSvg({ extent: [0, 0, 35, 35], operators, uses: {} });
    return { ...textsOf(data), qr };
  });
  const pictures = { 'background.svg': formSvg(paper), 'seal.svg': formSvg(sealOf()) };
  const typst = await startTypst(folder, pictures, fields);
  let made = 0;
  const naive = async () => {
    const data = certificateOf(made++);
    await naiveCertificate(textsOf(data), addressOf(data), sealOf);
  };
  return { typst, naive };
}

/** Rows 12 to 16. */
export const certificateRows: Group = async ({ scale, say }) => {
  const folder = await mkdtemp(join(tmpdir(), 'ikrar-bench-certificates-'));
  try {
    const keys = await openTestKeys(join(folder, 'keys'), new Date());
    const product = await createProduct(createSeal(keys.signer));
    const { typst, naive } = await startPeers(folder);
    const count = scale.certificates;
    const runs = await interleave(scale.rounds, {
      product: () => timed(count, product.make),
      typst: () => typst.compile(Math.ceil(count / 3)),
      naive: () => timed(Math.ceil(count / 25), naive),
      anew: () => timed(Math.ceil(count / 25), product.makeAnew),
    });
    typst.stop();
    const summaries = {
      product: summarise('the product, sealed, one thread', runs.product),
      typst: summarise('Typst, unsealed, its compiler reused', runs.typst),
      naive: summarise('naive pdfkit, unsealed', runs.naive),
      anew: summarise('the product, prepared anew for each', runs.anew),
    };
    say(['   Certificates of participation', ...Object.values(summaries).map(lineOf)]);
    const speed = speedRows(summaries);
    const size = sizeRow(product.largest());
    const threads = await threadRows(folder, scale);
    return [...speed, ...threads, size, ...(await issuingRows(scale.issuedPeople))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

type Peers = Record<'product' | 'typst' | 'naive' | 'anew', Summary>;

const rateOf = ({ rate, cpu }: Summary) => `${short(rate)}/s, ${short(cpu / 1000)} ms CPU`;

function speedRows({ product, typst, naive, anew }: Peers): Row[] {
  const against = (what: string, one: Summary, peer: Summary, least: number) => {
    const ratio = one.rate / peer.rate;
    const cells = {
      row: '12',
      what,
      product: rateOf(one),
      baseline: rateOf(peer),
      ratio: `${short(ratio)} x`,
      spread: `${spreadOf([one.lowest, one.highest])}/s`,
    };
    return judge(cells, ratio, { least, unit: ' x' }, one === anew);
  };
  return [
    against('a certificate drawn and sealed, against Typst unsealed', product, typst, 3),
    against('the same, prepared anew for each', anew, typst, 3),
    against('the same, against naive pdfkit unsealed', product, naive, 25),
    against('the same, prepared anew for each', anew, naive, 25),
  ];
}

/** One and two threads of the product's own pool, each in a process of its own. */
async function threadRows(
  folder: string,
  scale: { rounds: number; certificates: number },
): Promise<Row[]> {
  const [one, two] = await Promise.all([1, 2].map((threads) => startFileChild(folder, threads)));
  if (!one || !two) throw new Error('Two children were started');
  const runs = await interleave(scale.rounds, {
    one: () => one.make(scale.certificates),
    // As many for each thread: a new one is slow until its code is compiled.
    two: () => two.make(2 * scale.certificates),
  });
  const memory = [await one.stop(), await two.stop()] as const;
  const [single, both] = [summarise('one thread', runs.one), summarise('two threads', runs.two)];
  const ratio = both.rate / single.rate;
  const cells = {
    row: '13',
    what: 'two threads of the pool against one',
    product: rateOf(both),
    baseline: rateOf(single),
    ratio: `${short(ratio)} x`,
    spread: `${spreadOf([both.lowest, both.highest])}/s`,
  };
  const peak = (threads: string, megabytes: number): Row => {
    const empty = { baseline: '', ratio: '', spread: '' };
    const what = `peak memory of a process that makes them, ${threads}`;
    const own = { row: '14', what, product: `${short(megabytes)} MB`, ...empty };
    return judge(own, megabytes, { most: 250, unit: ' MB' });
  };
  return [
    judge(cells, ratio, { least: 1.6, unit: ' x' }),
    peak('one thread', memory[0]),
    peak('two threads', memory[1]),
  ];
}

function sizeRow(bytes: number): Row {
  const cells = { baseline: '', ratio: '', spread: '' };
  const own = {
    row: '15',
    what: 'the largest file of all of them',
    product: `${short(bytes)} bytes`,
  };
  return judge({ ...own, ...cells }, bytes, { most: FILE_LIMIT, unit: ' bytes' });
}
