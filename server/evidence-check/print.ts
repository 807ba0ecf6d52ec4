// What the verifier says in a terminal: a line for each group, what is not true below it, the end.
import type { Finding, FindingListener, FindingWords, GroupResult } from './findings.ts';
import type { Verification } from './verify-bundle.ts';

/** A text of the catalogue's area `verifier`. */
export type Say = (key: string, words?: FindingWords) => string;

export interface PrinterOptions {
  say: Say;
  write(text: string): void;
  /** A terminal shows how far it is, in one line that is written over. */
  isTerminal: boolean;
}

/** "0123 4567 …": as it is printed on the certificates. */
export const inGroups = (fingerprint: string): string => fingerprint.replace(/.{4}(?=.)/g, '$& ');

const ERASE = '\r\u001b[K';

/** Prints groups as they end. */
export function createPrinter({ say, write, isTerminal }: PrinterOptions) {
  const line = (text: string) => write(`${isTerminal ? ERASE : ''}${text}\n`);
  const printed = ({ code, words }: Finding, kind: 'lie' | 'note') =>
    line(`    ${say(`${kind}.${code}`, readable(words))}`);
  const listener: FindingListener = {
    progress(group, done, total) {
      if (!isTerminal) return;
      const share = total === undefined || total === 0 ? '' : ` ${done} / ${total}`;
      write(`${ERASE}  ${say(`group.${group}`)}${share}`);
    },
    result(result) {
      line(lineOf(result, say));
      for (const note of result.notes) printed(note, 'note');
      for (const lie of result.lies) printed(lie, 'lie');
      const more = result.lieCount - result.lies.length;
      if (more > 0) line(`    ${say('more', { count: more })}`);
    },
  };
  return {
    listener,
    line,
    verdict({ verdict, time, root, results }: Verification): void {
      if (root !== undefined) line(`\n${say('root')}\n    ${inGroups(root)}`);
      const count = results.reduce((sum, { lieCount }) => sum + lieCount, 0);
      line(`\n${say(`time.${time}`)}`);
      line(`\n${say(`verdict.${verdict}`, { count })}`);
      const { madeAt = '' } = results.find(({ group }) => group === 'manifest')?.words ?? {};
      if (verdict !== 'lie') line(say('asOf', readable({ madeAt })));
    },
  };
}

const HASH = /^[0-9a-f]{64}$/;
/** What a stranger's bundle says must not steer the terminal. */
const harmless = (text: string): string => text.replace(/\p{C}/gu, '\uFFFD');

export const readable = (words: FindingWords): FindingWords =>
  Object.fromEntries(
    Object.entries(words).map(([key, value]) => {
      if (typeof value !== 'string') return [key, value];
      return [key, HASH.test(value) ? inGroups(value) : harmless(value)];
    }),
  );

function lineOf({ group, state, count, words }: GroupResult, say: Say): string {
  const head = `${say(`state.${state}`).padEnd(17)} ${say(`group.${group}`)}`;
  return `${head}: ${say(`looked.${group}`, { count, ...readable(words) })}`;
}
