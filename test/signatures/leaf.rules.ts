// The frozen leaf: committed vectors of each format (from the second on computed by another
// implementation, Python's json and hashlib), and that every field is bound by the hash.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { z } from 'zod';
import { canonicalJson } from '../../server/core/canonical.ts';
import {
  FIRST_LEAF_FORMAT,
  LEAF_FORMAT,
  type Leaf,
  leafHash,
  leafText,
  markCommitment,
  markHash,
  personCommitment,
  SECOND_LEAF_FORMAT,
} from '../../server/proofs/leaf.ts';
import { isLateLeaf, readLeaf } from '../../server/proofs/leaf-reader.ts';

const vectorSchema = z.object({
  salt: z.string(),
  name: z.string(),
  acting: z.string(),
  person: z.string(),
  strokes: z.array(z.array(z.tuple([z.number(), z.number()]))),
  mark: z.string(),
  text: z.string(),
  hash: z.string(),
});
type Vector = z.infer<typeof vectorSchema>;
const read = (name: string): Vector[] => {
  const file = new URL(name, import.meta.url);
  return z.array(vectorSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
};
const FORMATS = [
  { format: FIRST_LEAF_FORMAT, vectors: read('./vectors.json') },
  { format: SECOND_LEAF_FORMAT, vectors: read('./vectors-2.json') },
  { format: LEAF_FORMAT, vectors: read('./vectors-3.json') },
];

/** Every text that differs from this one in one bit. */
function* flipped(text: string): Generator<string> {
  const bytes = Buffer.from(text, 'utf8');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const copy = Buffer.from(bytes);
    const at = bit >> 3;
    copy[at] = (copy[at] ?? 0) ^ (1 << (bit & 7));
    yield copy.toString('latin1');
  }
}

describe('the leaf of a signature', () => {
  for (const { format, vectors } of FORMATS) {
    it(`has committed vectors of ${format}`, () => {
      expect(vectors.length).to.be.greaterThan(1);
    });

    for (const [index, vector] of vectors.entries()) {
      const leaf: Leaf = JSON.parse(vector.text);

      it(`gives the committed text and hash (${format}, vector ${index + 1})`, () => {
        const salt = Buffer.from(vector.salt, 'hex');
        expect(personCommitment(salt, vector.name, vector.acting)).to.equal(vector.person);
        const mark =
          vector.strokes.length > 0
            ? { method: 'drawn' as const, strokes: vector.strokes }
            : { method: 'typed' as const, text: vector.name };
        const made = format === LEAF_FORMAT ? markCommitment(salt, mark) : markHash(mark);
        expect(made).to.equal(vector.mark);
        expect(leaf.format).to.equal(format);
        expect(leafText(leaf)).to.equal(vector.text);
        expect(leafHash(vector.text)).to.equal(vector.hash);
        expect(readLeaf(vector.text)).to.deep.equal(leaf);
      });

      it(`changes its hash with each field (${format}, vector ${index + 1})`, () => {
        for (const [key, value] of Object.entries(leaf)) {
          const changed = { ...leaf, [key]: Array.isArray(value) ? [] : 'changed' };
          expect(leafHash(leafText(changed)), key).to.not.equal(vector.hash);
        }
      });

      it(`fails with any one bit of any field flipped (${format}, vector ${index + 1})`, () => {
        for (const [key, value] of Object.entries(leaf)) {
          const field = canonicalJson({ [key]: value }).slice(1, -1);
          const [before, rest] = vector.text.split(field);
          expect(rest, key).to.be.a('string');
          for (const other of flipped(field)) {
            const text = `${before}${other}${rest}`;
            expect(leafHash(text)).to.not.equal(vector.hash);
          }
        }
      });
    }
  }

  const [second] = FORMATS[1]?.vectors ?? [];
  const changed = (more: object): string =>
    canonicalJson({ ...JSON.parse(second?.text ?? ''), ...more });

  it('of the second format is read only whole', () => {
    expect(readLeaf(changed({}))).to.not.equal(undefined);
    for (const more of [
      { together: [true] },
      { together: [true, true, true, 'true'] },
      { window: 'closed' },
      { device: '2020-10-07T02:19:58.000Z' },
      { window: 'late', device: 'kemarin' },
      { format: FIRST_LEAF_FORMAT },
      { format: 'ikrar-leaf/4' },
      { ticks: [] },
      { more: 1 },
    ]) {
      expect(readLeaf(changed(more)), JSON.stringify(more)).to.equal(undefined);
    }
    expect(readLeaf(changed({ window: 'late' }))).to.include({ window: 'late', device: '' });
    expect(isLateLeaf(changed({ window: 'late' }))).to.equal(true);
    expect(isLateLeaf(changed({}))).to.equal(false);
  });

  it('of the first format bears no field of the second', () => {
    const text = FORMATS[0]?.vectors[0]?.text ?? '';
    const first = JSON.parse(text);
    for (const more of [{ together: [] }, { window: 'open' }, { device: '' }]) {
      expect(readLeaf(canonicalJson({ ...first, ...more }))).to.equal(undefined);
    }
    expect(readLeaf(text)).to.not.equal(undefined);
  });

  it('hides a typed name too, from the third format on', () => {
    const mark = { method: 'typed' as const, text: 'Pejabat Uji' };
    const one = markCommitment(Buffer.alloc(32, 1), mark);
    expect(one).to.not.equal(markHash(mark));
    expect(one).to.not.equal(markCommitment(Buffer.alloc(32, 2), mark));
  });

  it('hides the name: another salt, another commitment', () => {
    const name = 'Pejabat Uji';
    const one = personCommitment(Buffer.alloc(32, 1), name, '');
    expect(one).to.not.equal(personCommitment(Buffer.alloc(32, 2), name, ''));
    expect(one).to.not.equal(personCommitment(Buffer.alloc(32, 1), name, 'Plt.'));
  });
});
