// The fonts of every first view: a part of the packages' own files, in which each character that is
// left looks and stands as before.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { create, type Font } from 'fontkit';
import {
  CORE_CHARACTERS,
  CORE_FONTS,
  coreFont,
  FONT_PACKAGES,
} from '../../client/build/core-fonts-plugin.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CODES = [...CORE_CHARACTERS].map((character) => character.charCodeAt(0));
const TEXTS = [
  'Ikrar Netralitas ASN, AVATAR, Yogyakarta, “Wakil” – 1.238 pejabat',
  'office, fjord, affluent; 10.40 WIB · 270 daerah…',
];

const openFont = (file: Buffer): Font => {
  const font = create(file);
  if (!('glyphForCodePoint' in font)) throw new Error('A collection');
  return font;
};
const advances = (font: Font, text: string): number[] =>
  font.layout(text, ['tnum', 'lnum', 'kern', 'liga']).positions.map(({ xAdvance }) => xAdvance);
const css = (name: string) => readFileSync(join(root, 'client/styles', name), 'utf8');
const catalogue = (): string =>
  ['id', 'en']
    .flatMap((language) => {
      const folder = join(root, 'templates/catalogue', language);
      return ['stage', 'talk', 'check-in', 'pledge', 'control-room', 'layout', 'errors'].map(
        (area) => readFileSync(join(folder, `${area}.json`), 'utf8'),
      );
    })
    .join('');

/** Code points of a `unicode-range`, after the control characters, which no font has. */
const codesIn = (range: string): number[] =>
  [...range.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].flatMap(
    ([, first = '', last = first]) => {
      const from = Number.parseInt(first, 16);
      const count = Number.parseInt(last, 16) - from + 1;
      return Array.from({ length: count }, (_, index) => from + index);
    },
  );

describe('the core of a font', () => {
  for (const [name, source] of Object.entries(CORE_FONTS)) {
    describe(name, function () {
      this.timeout(20_000);
      const file = readFileSync(join(root, FONT_PACKAGES, source));
      const whole = openFont(file);
      let part: Buffer;
      let core: Font;
      before(async () => {
        part = await coreFont(file);
        core = openFont(part);
      });

      it('draws each of its characters as the whole font does', () => {
        const codes = CODES.filter((code) => whole.hasGlyphForCodePoint(code));
        expect(codes.length).to.be.above(100);
        for (const code of codes) {
          const [before, after] = [whole, core].map((font) => font.glyphForCodePoint(code));
          expect(after?.path.toSVG(), String.fromCharCode(code)).to.equal(before?.path.toSVG());
          expect(after?.advanceWidth).to.equal(before?.advanceWidth);
        }
      });

      it('sets texts as the whole font does, with kerning, ligatures and table figures', () => {
        for (const text of TEXTS) {
          expect(advances(core, text)).to.deep.equal(advances(whole, text));
        }
      });

      it('knows no other character, so that the rest is asked of the whole font', () => {
        for (const character of 'éßÅ£½') {
          expect(core.hasGlyphForCodePoint(character.charCodeAt(0)), character).to.equal(false);
        }
      });

      it('keeps its axes, and weighs a quarter less', () => {
        expect(core.variationAxes).to.deep.equal(whole.variationAxes);
        expect(part.length).to.be.below(0.75 * file.length);
      });

      it('is what the stylesheets ask for those characters only', () => {
        const sheet = css('fonts.css') + css('serif.css');
        const face = sheet.split('@font-face').find((one) => one.includes(`/${name}.woff2`));
        const range = /unicode-range:([^;]+);/.exec(face ?? '')?.[1] ?? '';
        const codes = codesIn(range).filter((code) => code >= 0x20 && code !== 0x7f);
        expect(codes).to.have.members(CODES);
      });
    });
  }

  it('has every sign of the texts that officials and staff see', () => {
    const known = new Set(CORE_CHARACTERS);
    const others = [...catalogue()].filter((one) => !known.has(one));
    expect([...new Set(others)]).to.deep.equal(['\n']);
  });
});
