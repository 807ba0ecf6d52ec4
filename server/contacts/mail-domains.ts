// Mail domains that people mistype, and what they most likely meant.

const KNOWN = ['gmail.com', 'yahoo.com', 'yahoo.co.id', 'hotmail.com', 'outlook.com', 'icloud.com'];
/** Right as they stand, though a letter away from a known one. */
const RIGHT = new Set([...KNOWN, 'ymail.com', 'mail.com', 'email.com', 'aol.com', 'live.com']);
/** Endings that exist nowhere, and those that were meant. */
const ENDINGS: [RegExp, string][] = [
  [/\.(?:go|goo)\.(?:di|ld|ud)$/, '.go.id'],
  [/\.gov\.id$/, '.go.id'],
  [/\.go,id$/, '.go.id'],
  [/\.(?:con|cmo|ocm|comm)$/, '.com'],
];

/** The domain that was most likely meant; undefined when nothing looks mistyped. */
export function likelyDomain(domain: string): string | undefined {
  const typed = domain.toLowerCase();
  if (RIGHT.has(typed)) return undefined;
  const near = KNOWN.find((known) => isOneStepAway(typed, known));
  if (near) return near;
  const ending = ENDINGS.find(([wrong]) => wrong.test(typed));
  return ending && typed.replace(ending[0], ending[1]);
}

/** One letter more, less or other, or two neighbours exchanged. */
export function isOneStepAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < Math.min(a.length, b.length) && a[from] === b[from]) from++;
  const restA = a.slice(from);
  const restB = b.slice(from);
  if (restA.length > restB.length) return restA.slice(1) === restB;
  if (restA.length < restB.length) return restA === restB.slice(1);
  const isExchanged = restA[0] === restB[1] && restA[1] === restB[0];
  return restA.slice(1) === restB.slice(1) || (isExchanged && restA.slice(2) === restB.slice(2));
}
