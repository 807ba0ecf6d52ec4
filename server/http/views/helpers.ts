// Handlebars helpers: texts, formats, comparisons and the SVG figures.
import Handlebars from 'handlebars';
import type { Catalogue, TextParameters } from '../catalogue.ts';
import type { Language } from '../language.ts';
import { formatDate, formatNumber, formatTime, type Zone } from './format.ts';
import { emblem, type Verdict } from './ornament/emblems.ts';
import { escapeText } from './ornament/escape.ts';
import { ground, heroRosette, ring, seal } from './ornament/figures.ts';
import { clausePetals, type PetalState } from './ornament/kawung.ts';
import { sprite, USED_SYMBOLS } from './ornament/sprite.ts';

/** What a render hands to its helpers through Handlebars' data frame. */
export interface RenderData {
  language: Language;
  /** Counts the figures of one page, so that their ids differ. */
  ids: { next: number };
  /** Ornaments are left out. */
  isLight?: boolean;
}
interface HelperOptions {
  hash: Record<string, unknown>;
  data: RenderData;
}

const safe = (markup: string): Handlebars.SafeString => new Handlebars.SafeString(markup);
const text = (value: unknown, otherwise = ''): string =>
  value === undefined || value === null ? otherwise : String(value);
const classes = (base: string, options: HelperOptions): string =>
  escapeText(`${base} ${text(options.hash.class)}`.trim());
const isZone = (value: unknown): value is Zone =>
  value === 'Asia/Jakarta' || value === 'Asia/Makassar' || value === 'Asia/Jayapura';
const zone = (options: HelperOptions): { zone?: Zone } =>
  isZone(options.hash.zone) ? { zone: options.hash.zone } : {};
const nextId = (options: HelperOptions): string => {
  options.data.ids.next += 1;
  return `o${options.data.ids.next}`;
};

const parameters = (hash: Record<string, unknown>): TextParameters =>
  Object.fromEntries(
    Object.entries(hash).map(([key, value]) => [
      key,
      typeof value === 'number' ? value : text(value),
    ]),
  );

const textHelpers = (catalogue: Catalogue) => ({
  t: (key: unknown, options: HelperOptions) =>
    catalogue.text(options.data.language, text(key), parameters(options.hash)),
  date: (moment: string, options: HelperOptions) =>
    formatDate(moment, options.data.language, {
      ...zone(options),
      weekday: options.hash.weekday === true,
    }),
  time: (moment: string, options: HelperOptions) =>
    formatTime(moment, {
      ...zone(options),
      seconds: options.hash.seconds === true,
      bare: options.hash.bare === true,
    }),
  number: (value: number, options: HelperOptions) => formatNumber(value, options.data.language),
});

const logicHelpers = {
  eq: (left: unknown, right: unknown) => left === right,
  not: (value: unknown) => Handlebars.Utils.isEmpty(value),
  gt: (left: number, right: number) => left > right,
  and: (...values: unknown[]) =>
    values.slice(0, -1).every((value) => !Handlebars.Utils.isEmpty(value)),
  or: (...values: unknown[]) =>
    values.slice(0, -1).find((value) => !Handlebars.Utils.isEmpty(value)) ?? '',
  /** {{#each (list "a" "b")}}: a list of what is given. */
  list: (...values: unknown[]) => values.slice(0, -1),
  add: (left: number, right: number) => left + right,
  percent: (part: number, whole: number) =>
    `${whole > 0 ? Math.round((part / whole) * 1000) / 10 : 0}%`,
  concat: (...values: unknown[]) =>
    values
      .slice(0, -1)
      .map((value) => text(value))
      .join(''),
};

const createSymbolHelpers = (symbols: Handlebars.SafeString) => ({
  /** {{sprite}}, or {{sprite used=true}} for the symbols that the page shows. */
  sprite: (options: HelperOptions) => (options.hash.used === true ? safe(USED_SYMBOLS) : symbols),
  icon: (name: string, options: HelperOptions) =>
    safe(
      `<svg class="${classes('ik', options)}" aria-hidden="true"><use href="#i-${escapeText(name)}"/></svg>`,
    ),
  tile: (state: number, options: HelperOptions) =>
    safe(
      `<svg class="${classes('ub', options)}" aria-hidden="true"><use href="#u${Number(state)}"/></svg>`,
    ),
  /** {{kawung states label="..." class="i-kawung"}}: states like `isi,isi,kini,kosong` or a list. */
  kawung: (states: string | PetalState[], options: HelperOptions) => {
    const list = Array.isArray(states) ? states : text(states).split(',');
    const label = text(options.hash.label);
    const name = label ? `role="img" aria-label="${escapeText(label)}"` : 'aria-hidden="true"';
    const known = list.map((state) => asPetalState(state.trim()));
    return safe(
      `<svg class="${classes('kawung', options)}" viewBox="0 0 32 32" ${name}>${clausePetals(known)}</svg>`,
    );
  },
});

/** The petal of one clause filled, the others empty. */
const onePetal = (index: number): PetalState[] =>
  [0, 1, 2, 3].map((petal) => (petal === index ? 'isi' : 'kosong'));

const asPetalState = (state: string): PetalState =>
  state === 'isi' || state === 'kini' || state === 'merah' ? state : 'kosong';

/** A figure that adorns and tells nothing that does not stand beside it in words. */
const ornament = ({ data }: HelperOptions, draw: () => string): Handlebars.SafeString =>
  safe(data.isLight ? '' : draw());

const figureHelpers = {
  kawungOf: (index: number) =>
    safe(
      `<svg class="kawung" viewBox="0 0 32 32" aria-hidden="true">${clausePetals(onePetal(index))}</svg>`,
    ),
  seal: (options: HelperOptions) =>
    safe(seal(nextId(options), { text: text(options.hash.text), label: text(options.hash.label) })),
  /** {{ring value total tone="merah"}}: the SVG alone; `cincin` and its middle are in the template. */
  ring: (value: number, total: number, options: HelperOptions) =>
    ornament(options, () =>
      ring(nextId(options), { value, total, tone: text(options.hash.tone, 'tinta') }),
    ),
  rosette: (options: HelperOptions) => safe(heroRosette(nextId(options))),
  /** {{ground class="latar" kind="kertas|laut|tunggu" kawung=true}} */
  ground: (options: HelperOptions) => {
    const { kind } = options.hash;
    return ornament(options, () =>
      ground(nextId(options), {
        className: text(options.hash.class, 'latar'),
        kawung: options.hash.kawung === true,
        kind: kind === 'laut' || kind === 'tunggu' ? kind : 'kertas',
      }),
    );
  },
  emblem: (verdict: Verdict, options: HelperOptions) => safe(emblem(nextId(options), verdict)),
};

/** A field of the view may bear a helper's name (`{{time}}`): without arguments it is the field. */
const orField = (name: string, helper: Handlebars.HelperDelegate): Handlebars.HelperDelegate =>
  function (this: unknown, ...args: unknown[]) {
    const isField = args.length === 1 && helper.length > 1;
    // Handlebars types a helper's arguments one by one; here they are only passed on.
    if (!isField) return helper.apply(this, args as Parameters<Handlebars.HelperDelegate>);
    return Object.entries(Object(this)).find(([key]) => key === name)?.[1];
  };

/** All helpers by name. */
export const createHelpers = (catalogue: Catalogue): Record<string, Handlebars.HelperDelegate> => {
  const helpers: Record<string, Handlebars.HelperDelegate> = {
    ...textHelpers(catalogue),
    ...logicHelpers,
    ...createSymbolHelpers(safe(sprite())),
    ...figureHelpers,
  };
  return Object.fromEntries(
    Object.entries(helpers).map(([name, helper]) => [name, orField(name, helper)]),
  );
};
