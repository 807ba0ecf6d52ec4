// The QR code's statement: committed vectors, round trips, no flipped bit, never above 210 bytes.
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import {
  encodeStatement,
  readStatement,
  type StatementFacts,
  statementText,
  verifyStatement,
} from '../../server/proofs/index.ts';
import { fromCrockford, toCrockford } from '../../server/protocol/crockford.ts';
import { STATEMENT_KINDS, STATEMENT_MAX } from '../../server/protocol/statement.ts';

const factsSchema = z.object({
  kind: z.enum(['declaration', 'participation', 'region', 'roll', 'minutes']),
  number: z.string(),
  session: z.string(),
  seat: z.string(),
  region: z.string(),
  name: z.string(),
  leafHash: z
    .string()
    .nullable()
    .transform((hash) => hash ?? undefined),
  keyId: z.string(),
});
const vectors = z
  .object({
    certificate: z.string(),
    statements: z.array(
      z.object({ facts: factsSchema, name: z.string(), cut: z.boolean(), text: z.string() }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('./statement-vectors.json', import.meta.url), 'utf8')));

const signer = (key: KeyObject) => (bytes: Buffer) =>
  sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const ours = signer(pair.privateKey);
const published = createPublicKey(vectors.certificate);
/** Signed by the vectors' key, whose private half is gone; or by the tests' own. */
const holds = (given: Uint8Array | string, key = published) => verifyStatement(given, key);

/** Latin of every kind: plain, with marks composed or not, Vietnamese, Turkish, fullwidth. */
const letters = [...'abcdefghij ABCDE.,’-éüñçßøłđžșțğıạấềữỹǎǯḌṣẞ𝐀', 'q\u0323\u0302', 'x\u030C'];
const names = fc
  .array(fc.constantFrom(...letters), { minLength: 0, maxLength: 120 })
  .map((all) => all.join('').normalize('NFC').trim());
const slugs = fc.stringMatching(/^[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,4}$/);
const ids = fc.stringMatching(/^[a-hj-kmnp-tv-z0-9]{16}$/).map((id) => id.replaceAll('i', 'a'));
const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((all) => Buffer.from(all).toString('hex'));
const kinds = fc.constantFrom(...factsSchema.shape.kind.options);
const dates = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2179-06-06'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const places = fc.oneof(
  fc.constantFrom('12.03', '33', 'pusat', '12.03.01.2001'),
  fc.stringMatching(/^[a-z0-9.é]{1,30}$/),
);
const facts: fc.Arbitrary<StatementFacts> = fc
  .record({
    kind: kinds,
    sample: fc.boolean(),
    date: dates,
    sequence: fc.integer({ min: 1, max: 0xffffffff }),
    session: ids,
    place: places,
    office: fc.option(slugs, { nil: '' }),
    isRegion: fc.boolean(),
    name: names,
    leafHash: fc.option(hex(32), { nil: undefined }),
    keyId: hex(4),
  })
  .map(({ sample, date, sequence, place, office, isRegion, kind, ...rest }) => ({
    ...rest,
    kind,
    number: `IKR-${sample ? 'CONTOH-' : ''}${date}-${STATEMENT_KINDS[kind].letter}-${String(sequence).padStart(6, '0')}`,
    seat: office === '' ? '' : `${place}/${office}`,
    region: isRegion ? place : '',
  }));

describe('the statement of a QR code', () => {
  for (const { facts: given, name, cut, text } of vectors.statements) {
    it(`reads and makes the committed ${given.kind} ${given.number}`, () => {
      expect(verifyStatement(text, vectors.certificate)).to.equal(true);
      const read = readStatement(text);
      expect(read?.statement).to.deep.include({ ...given, name, nameCut: cut, seatCut: false });
      const made = encodeStatement(given, ours);
      const signed = (bytes: Uint8Array | undefined) => Buffer.from(bytes?.slice(0, -64) ?? []);
      expect(signed(made)).to.deep.equal(signed(fromCrockford(text)));
      expect(given.number).to.include(read?.date);
    });
  }

  it('comes back as it was, at most 210 bytes, whatever seat and name', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const bytes = encodeStatement(given, ours);
        expect(bytes.length).to.be.at.most(STATEMENT_MAX);
        expect(toCrockford(bytes).length).to.be.at.most(336);
        const read = readStatement(statementText(bytes));
        expect(read).to.not.equal(undefined);
        const { seat, region, seatCut, name, nameCut, ...rest } = read?.statement ?? ({} as never);
        const { seat: givenSeat, region: givenRegion, name: givenName, ...givenRest } = given;
        expect(rest).to.deep.equal(givenRest);
        expect(nameCut).to.equal(name !== givenName);
        expect(givenName.startsWith(name)).to.equal(true);
        if (!seatCut)
          expect({ seat, region }).to.deep.equal({ seat: givenSeat, region: givenRegion });
        expect(seatCut).to.equal(seat !== givenSeat || region !== givenRegion);
        expect(holds(bytes, pair.publicKey)).to.equal(true);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps a name of 53 plain characters whole beside the longest codes, and cuts at characters', () => {
    const [first] = vectors.statements;
    if (!first) throw new Error('No vectors');
    const long = {
      ...first.facts,
      seat: `12.03.01.2001/${'a'.repeat(24)}`,
      region: '12.03.01.2001',
    };
    const name = 'N'.repeat(53);
    expect(readStatement(encodeStatement({ ...long, name }, ours))?.statement.name).to.equal(name);
    const marked = `${'N'.repeat(52)}q\u0323\u0302`;
    expect(readStatement(encodeStatement({ ...long, name: marked }, ours))?.statement).to.include({
      name: 'N'.repeat(52),
      nameCut: true,
    });
  });

  it('fails with any bit flipped, and with any other key', () => {
    fc.assert(
      fc.property(facts, fc.nat(), (given, place) => {
        const bytes = encodeStatement(given, ours);
        expect(holds(bytes), 'another key').to.equal(false);
        const bit = place % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(holds(bytes, pair.publicKey), `bit ${bit}`).to.equal(false);
      }),
      { numRuns: 200 },
    );
    const [first] = vectors.statements;
    const bytes = fromCrockford(first?.text ?? '') ?? new Uint8Array();
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(holds(flipped), `bit ${bit}`).to.equal(false);
    }
  });

  it('has one form: no other version, text, end or length is read, nor a foreign signature of ours', () => {
    const [first] = vectors.statements;
    const text = first?.text ?? '';
    const bytes = Buffer.from(fromCrockford(text) ?? []);
    for (const wrong of [
      '',
      '0',
      text.toLowerCase(),
      `${text}0`,
      text.slice(0, -1),
      ` ${text}`,
      text.replaceAll('0', 'O'),
      `${text.slice(0, -1)}${text.endsWith('Z') ? 'Y' : 'Z'}`,
      '0'.repeat(100_000),
      'Ä'.repeat(300),
    ]) {
      expect(holds(wrong), wrong.slice(0, 30)).to.equal(false);
    }
    for (const wrong of [
      Buffer.alloc(0),
      Buffer.alloc(64),
      bytes.subarray(0, 80),
      Buffer.concat([bytes, Buffer.alloc(1)]),
      Buffer.concat([bytes, Buffer.alloc(300)]),
      Buffer.concat([Buffer.of(2), bytes.subarray(1)]),
    ]) {
      expect(
        readStatement(wrong)?.statement.number === first?.facts.number && holds(wrong),
      ).to.equal(false);
    }
    const bare = ours(Buffer.from(bytes.subarray(0, -64)));
    const unnamed = Buffer.concat([bytes.subarray(0, -64), bare]);
    expect(holds(unnamed, pair.publicKey)).to.equal(false);
  });

  it('never throws on rubbish', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 260 }),
        fc.string({ maxLength: 400 }),
        (bytes, text) => {
          expect(holds(Uint8Array.from([1, ...bytes]))).to.equal(false);
          expect(holds(text)).to.equal(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is not made of what is none: a number, session, seat or hash of another form', () => {
    const [first] = vectors.statements;
    if (!first) throw new Error('No vectors');
    const wrong: Partial<StatementFacts>[] = [
      { number: 'IKR-2020-10-07-P-000001' },
      { number: 'IKR-2020-13-07-D-000001' },
      { number: 'IKR-1999-12-31-D-000001' },
      { number: 'IKR-2020-10-07-D-4294967296' },
      { session: 's' },
      { seat: 'tanpa-garis' },
      { seat: '99.99/sekda', region: '12.03' },
      { leafHash: 'ab' },
      { keyId: 'ABCDEF01' },
      { name: 'dua\nbaris' },
    ];
    for (const part of wrong) {
      expect(
        () => encodeStatement({ ...first.facts, ...part }, ours),
        JSON.stringify(part),
      ).to.throw(RangeError);
    }
  });
});
