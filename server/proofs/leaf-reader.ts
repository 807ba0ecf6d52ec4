// A signature's leaf read strictly: exactly its frozen fields in canonical JSON, or nothing.
import { LEAF_FORMAT, type Leaf } from './leaf.ts';
import { type FieldCheck, isHash, isId, isMoment, isText, readStrict } from './strict-json.ts';

const isLine: FieldCheck = (value) =>
  typeof value === 'string' && value.length > 0 && value.length <= 200;
const isShort: FieldCheck = (value) => typeof value === 'string' && value.length <= 40;
const isMoments: FieldCheck = (value) =>
  Array.isArray(value) && value.length > 0 && value.length <= 50 && value.every(isMoment);
const isMethod: FieldCheck = (value) => value === 'drawn' || value === 'typed';

const checks = {
  format: isText(LEAF_FORMAT),
  session: isId,
  declaration: isHash,
  seat: isLine,
  region: isShort,
  person: isHash,
  ticks: isMoments,
  signedAt: isMoment,
  consent: isHash,
  method: isMethod,
  mark: isHash,
  identified: isLine,
};

/** The leaf that the text states; undefined when it is not exactly one. */
export function readLeaf(text: string): Leaf | undefined {
  const value = readStrict(text, checks);
  // Every field was checked one by one just now.
  return value && (value as unknown as Leaf);
}
