// Which certificates' files were erased by rule: each is listed and told apart, none is a lie.
import { erasedFileSchema, FILES, readCanonical } from './bundle-format.ts';
import type { Listed } from './check-certificates.ts';
import type { Group } from './findings.ts';
import type { OpenBundle } from './open-bundle.ts';

/** Numbers of certificates whose files are no more. */
export type Erased = ReadonlySet<string>;

/** Reads the list, which only a bundle with erased files has; what is wrong is told to `group`. */
export function readErased(
  bundle: Pick<OpenBundle, 'small' | 'has'>,
  listed: Listed,
  group: Group,
): Erased {
  const file = FILES.erased;
  if (!bundle.has(file)) return new Set();
  const read = readCanonical(bundle.small(file)?.toString('utf8') ?? '', erasedFileSchema);
  if (!read) {
    group.lie('TEXT_FORM', { file });
    return new Set();
  }
  const numbers = new Set(read.erased.map(({ number }) => number));
  for (const number of numbers) {
    if (!listed.has(number)) group.lie('ERASED_UNKNOWN', { number });
  }
  if (numbers.size > 0) group.note('ERASED', { count: numbers.size });
  return numbers;
}
