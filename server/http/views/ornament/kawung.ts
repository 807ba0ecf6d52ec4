// Kawung: four petals around a centre in a 32 by 32 box. One petal stands for one clause.

/** Centre and turn of each petal, clockwise from the upper left. */
const PETALS = [
  [9.6, 9.6, 45],
  [22.4, 9.6, -45],
  [22.4, 22.4, 45],
  [9.6, 22.4, -45],
] as const;

/** State of a clause's petal: agreed to, being read, still to come, signed. */
export type PetalState = 'isi' | 'kini' | 'kosong' | 'merah';

const ellipse = (
  [x, y, turn]: readonly [number, number, number],
  attributes = '',
  [rx, ry] = [6.9, 4.5],
): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" transform="rotate(${turn} ${x} ${y})"` +
  `${attributes}/>`;

/** The petals with the given indexes (all four unless told), filled by their parent. */
export const petals = (which: readonly number[] = [0, 1, 2, 3]): string =>
  PETALS.filter((_, index) => which.includes(index))
    .map((petal) => ellipse(petal))
    .join('');

/** Petals and centre for the clauses; `data-butir` lets a script change one petal's class. */
export const clausePetals = (states: readonly PetalState[]): string =>
  [
    ...PETALS.map((petal, index) =>
      ellipse(petal, ` class="kp ${states[index] ?? 'kosong'}" data-butir="${index + 1}"`),
    ),
    '<circle cx="16" cy="16" r="1.5" class="kc"/>',
  ].join('');

/** The bright line in the middle of each petal, for the seal. */
export const petalVeins = (): string =>
  PETALS.map(
    ([x, y, turn]) => `<path d="M${x - 3.6} ${y}h7.2" transform="rotate(${turn} ${x} ${y})"/>`,
  ).join('');

/** Two nested outlines and a line in each petal, for the large rosette. */
export const petalInlays = (): string =>
  PETALS.map((petal) => {
    const [x, y, turn] = petal;
    const outlines = ellipse(petal, '', [5.3, 3.1]) + ellipse(petal, '', [3.7, 1.75]);
    return `${outlines}<path d="M${x - 2.2} ${y}h4.4" transform="rotate(${turn} ${x} ${y})"/>`;
  }).join('');
