// The frozen leaf: committed vectors, and that every field is bound by the hash.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { z } from 'zod';
import {
  LEAF_FORMAT,
  type Leaf,
  leafHash,
  leafText,
  markHash,
  personCommitment,
} from '../../server/proofs/leaf.ts';

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
const file = new URL('./vectors.json', import.meta.url);
const vectors = z.array(vectorSchema).parse(JSON.parse(readFileSync(file, 'utf8')));

const leafOf = (vector: z.infer<typeof vectorSchema>): Leaf => JSON.parse(vector.text);

describe('the leaf of a signature', () => {
  it('has committed vectors', () => {
    expect(vectors.length).to.be.greaterThan(1);
  });

  for (const [index, vector] of vectors.entries()) {
    it(`gives the committed text and hash (vector ${index + 1})`, () => {
      const salt = Buffer.from(vector.salt, 'hex');
      expect(personCommitment(salt, vector.name, vector.acting)).to.equal(vector.person);
      const mark =
        vector.strokes.length > 0
          ? { method: 'drawn' as const, strokes: vector.strokes }
          : { method: 'typed' as const, text: vector.name };
      expect(markHash(mark)).to.equal(vector.mark);
      const leaf = leafOf(vector);
      expect(leaf.format).to.equal(LEAF_FORMAT);
      expect(leafText(leaf)).to.equal(vector.text);
      expect(leafHash(vector.text)).to.equal(vector.hash);
    });

    it(`changes its hash with each field (vector ${index + 1})`, () => {
      const leaf = leafOf(vector);
      for (const key of Object.keys(leaf)) {
        const changed = { ...leaf, [key]: key === 'ticks' ? [] : 'changed' };
        expect(leafHash(leafText(changed)), key).to.not.equal(vector.hash);
      }
    });
  }

  it('hides the name: another salt, another commitment', () => {
    const name = 'Pejabat Uji';
    const one = personCommitment(Buffer.alloc(32, 1), name, '');
    expect(one).to.not.equal(personCommitment(Buffer.alloc(32, 2), name, ''));
    expect(one).to.not.equal(personCommitment(Buffer.alloc(32, 1), name, 'Plt.'));
  });
});
