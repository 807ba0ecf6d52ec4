// Heads and later leaves: committed texts, strict reading, and every field bound by the signature.
import { KeyObject, sign } from 'node:crypto';
import 'reflect-metadata';
import { X509CertificateGenerator } from '@peculiar/x509';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  amendedLeaf,
  amendmentText,
  CORRECTION_FORMAT,
  headText,
  LEAF_FORMAT,
  type Leaf,
  leafHash,
  leafText,
  readAmendment,
  readHead,
  readLeaf,
  verifyHead,
  WITHDRAWAL_FORMAT,
} from '../../server/proofs/index.ts';

const head = {
  session: 'abcdefgh12345678',
  size: 12,
  previous: 7,
  root: leafHash('root'),
  time: '2026-11-22T02:03:04.005Z',
};
const at = head.time;
const withdrawal = {
  format: WITHDRAWAL_FORMAT,
  session: head.session,
  withdraws: leafHash('a'),
  at,
} as const;
const correction = {
  format: CORRECTION_FORMAT,
  session: head.session,
  corrects: leafHash('a'),
  person: leafHash('b'),
  at,
} as const;

/** ECDSA P-256 (or another curve) as a head is signed. */
const signed = (text: string, key: KeyObject): string =>
  sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64');

const certificateOf = async (curve: 'P-256' | 'P-384') => {
  const algorithm = { name: 'ECDSA', namedCurve: curve, hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Uji',
    keys,
    signingAlgorithm: algorithm,
  });
  return { pem: certificate.toString('pem'), key: KeyObject.from(keys.privateKey) };
};

describe('the head of the log', () => {
  let own: Awaited<ReturnType<typeof certificateOf>>;
  before(async () => {
    own = await certificateOf('P-256');
  });

  it('has a committed text, which begins with its format', () => {
    expect(headText(head)).to.equal(
      '{"format":"ikrar-head/1","previous":7,' +
        `"root":"${head.root}","session":"abcdefgh12345678","size":12,` +
        '"time":"2026-11-22T02:03:04.005Z"}',
    );
    expect(readHead(headText(head))).to.deep.equal(head);
  });

  it('verifies under the certificate of its key only', async () => {
    const text = headText(head);
    const signature = signed(text, own.key);
    expect(verifyHead(text, signature, own.pem)).to.deep.equal(head);
    const other = await certificateOf('P-256');
    expect(verifyHead(text, signature, other.pem)).to.equal(undefined);
    const wider = await certificateOf('P-384');
    expect(verifyHead(text, signed(text, wider.key), wider.pem)).to.equal(undefined);
    expect(verifyHead(text, signature, 'not a certificate')).to.equal(undefined);
  });

  it('fails with one flipped bit anywhere in its text or its signature', () => {
    const text = Buffer.from(headText(head));
    const signature = Buffer.from(signed(text.toString(), own.key), 'base64');
    for (let bit = 0; bit < text.length * 8; bit += 1) {
      const changed = Buffer.from(text);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const said = verifyHead(changed.toString('latin1'), signature.toString('base64'), own.pem);
      expect(said, `text bit ${bit}`).to.equal(undefined);
    }
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      const changed = Buffer.from(signature);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const said = verifyHead(text.toString(), changed.toString('base64'), own.pem);
      expect(said, `signature bit ${bit}`).to.equal(undefined);
    }
  }).timeout(10_000);

  it('fails with each field changed, and with a signature written otherwise', () => {
    const text = headText(head);
    const signature = signed(text, own.key);
    const others = {
      session: 'x',
      size: 13,
      previous: 6,
      root: leafHash('x'),
      time: at.replace('5Z', '6Z'),
    };
    for (const [field, value] of Object.entries(others)) {
      const changed = headText({ ...head, [field]: value });
      expect(readHead(changed), field).to.not.equal(undefined);
      expect(verifyHead(changed, signature, own.pem), field).to.equal(undefined);
    }
    const loose = [`${signature}=`, ` ${signature}`, signature.replace(/=+$/, ''), ''];
    for (const one of loose) expect(verifyHead(text, one, own.pem)).to.equal(undefined);
  });

  it('is read strictly, also when it is signed', () => {
    const text = headText(head);
    const lies = [
      `${text} `,
      text.replace(':12', ':12.0'),
      text.replace('{', '{"format":"ikrar-head/1",'),
      text.replace('}', ',"z":1}'),
      text.replace('head/1', 'head/2'),
      text.replace('"previous":7,', ''),
      headText({ ...head, previous: 12 }),
      headText({ ...head, size: -1, previous: -2 }),
      headText({ ...head, root: head.root.toUpperCase() }),
      headText({ ...head, time: '2026-11-22' }),
      headText({ ...head, session: '../' }),
      'null',
      '[]',
      '',
    ];
    for (const lie of lies) {
      expect(readHead(lie), lie).to.equal(undefined);
      expect(verifyHead(lie, signed(lie, own.key), own.pem), lie).to.equal(undefined);
    }
  });
});

describe('later leaves', () => {
  it('have committed texts, without name or reason', () => {
    expect(amendmentText(withdrawal)).to.equal(
      `{"at":"${at}","format":"ikrar-withdrawal/1","session":"abcdefgh12345678",` +
        '"withdraws":"022a6979e6dab7aa5ae4c3e5e45f7e977112a7e63593820dbec1ec738a24f93c"}',
    );
    expect(amendmentText(correction)).to.equal(
      `{"at":"${at}",` +
        '"corrects":"022a6979e6dab7aa5ae4c3e5e45f7e977112a7e63593820dbec1ec738a24f93c",' +
        '"format":"ikrar-correction/1",' +
        '"person":"57eb35615d47f34ec714cacdf5fd74608a5e8e102724e80b24b287c0c27b6a31",' +
        '"session":"abcdefgh12345678"}',
    );
  });

  it('are read back, and name the leaf that they are about', () => {
    for (const one of [withdrawal, correction]) {
      expect(readAmendment(amendmentText(one))).to.deep.equal(one);
      expect(amendedLeaf(one)).to.equal(leafHash('a'));
    }
  });

  it('are no leaf with half a letter, which canonical JSON can’t say', () => {
    const leaf: Leaf = {
      format: LEAF_FORMAT,
      session: head.session,
      declaration: leafHash('declaration'),
      seat: '31/gubernur',
      region: '31',
      person: leafHash('person'),
      ticks: [at],
      together: [true],
      window: 'open',
      device: '',
      signedAt: at,
      consent: leafHash('consent'),
      method: 'typed',
      mark: leafHash('mark'),
      identified: 'link',
    };
    const text = leafText(leaf);
    expect(readLeaf(text)).to.deep.equal(leaf);
    expect(readLeaf(text.replace('gubernur', '\\ud800'))).to.equal(undefined);
  });

  it('are no amendment with a space or a field more', () => {
    fc.assert(
      fc.property(fc.constantFrom(withdrawal, correction), fc.nat(), (one, at) => {
        const text = amendmentText(one);
        const place = at % text.length;
        expect(readAmendment(`${text.slice(0, place)} ${text.slice(place)}`)).to.equal(undefined);
      }),
    );
    const extra = amendmentText(withdrawal).replace('}', ',"z":"name"}');
    expect(readAmendment(extra)).to.equal(undefined);
    expect(readAmendment('{"format":"ikrar-leaf/1"}')).to.equal(undefined);
  });
});
