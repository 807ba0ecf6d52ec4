// A signature's leaf read strictly: exactly the frozen fields of its format in canonical JSON, or
// nothing. Every format that was ever written stays readable.
import {
  FIRST_LEAF_FORMAT,
  type FirstLeaf,
  LEAF_FORMAT,
  type Leaf,
  SECOND_LEAF_FORMAT,
  type SecondLeaf,
  type ThirdLeaf,
} from './leaf.ts';
import { type FieldCheck, isHash, isId, isMoment, isText, readStrict } from './strict-json.ts';

const TICKS_MAX = 50;
const isLine: FieldCheck = (value) =>
  typeof value === 'string' && value.length > 0 && value.length <= 200;
const isShort: FieldCheck = (value) => typeof value === 'string' && value.length <= 40;
const isMoments: FieldCheck = (value) =>
  Array.isArray(value) && value.length > 0 && value.length <= TICKS_MAX && value.every(isMoment);
const isFlags: FieldCheck = (value) =>
  Array.isArray(value) &&
  value.length <= TICKS_MAX &&
  value.every((one) => typeof one === 'boolean');
const isMethod: FieldCheck = (value) => value === 'drawn' || value === 'typed';
const isWindow: FieldCheck = (value) => value === 'open' || value === 'late';
const isMomentOrNone: FieldCheck = (value) => value === '' || isMoment(value);

const common = {
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
const first = { ...common, format: isText(FIRST_LEAF_FORMAT) };
const later = {
  ...common,
  together: isFlags,
  window: isWindow,
  device: isMomentOrNone,
};

const second = { ...later, format: isText(SECOND_LEAF_FORMAT) };
const third = { ...later, format: isText(LEAF_FORMAT) };

/** Every tick has its flag, and only a late signature bears its device's moment. */
const isWhole = ({ ticks, together, window, device }: SecondLeaf | ThirdLeaf): boolean =>
  ticks.length === together.length && (window === 'late' || device === '');

/** True when the leaf says that the signature came in the late window. */
export function isLateLeaf(text: string): boolean {
  const leaf = readLeaf(text);
  return leaf !== undefined && leaf.format !== FIRST_LEAF_FORMAT && leaf.window === 'late';
}

/** The leaf that the text states; undefined when it is not exactly one of a known format. */
export function readLeaf(text: string): Leaf | undefined {
  const old = readStrict(text, first);
  // Every field was checked one by one just now.
  if (old) return old as unknown as FirstLeaf;
  const value = readStrict(text, second) ?? readStrict(text, third);
  // The same here.
  const leaf = value as unknown as SecondLeaf | ThirdLeaf | undefined;
  return leaf && isWhole(leaf) ? leaf : undefined;
}
