// What a wording may be: the attacks that Handlebars is known for, mistakes of every day, and chance.
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import fc from 'fast-check';
import { checkTemplate, sourceOf } from '../../server/certificate-templates/check-template.ts';
import { nearName } from '../../server/certificate-templates/near-name.ts';
import { requiredFields } from '../../server/certificate-templates/required-fields.ts';
import { diffLines } from '../../server/certificate-templates/template-diff.ts';
import {
  EDITABLE_KINDS,
  fieldsOf,
  isTried,
} from '../../server/certificate-templates/template-fields.ts';
import { kindOf, loadTemplateKinds } from '../../server/certificate-templates/template-kinds.ts';
import { PROBLEM_CODES } from '../../server/certificate-templates/template-problem.ts';
import { longWordingFields } from '../../server/certificates/long-wording-fields.ts';
import { compileWording, parseBlocks } from '../../server/certificates/wording.ts';
import { compileText, OUTPUT_MAX } from '../../server/certificates/wording-engine.ts';
import { wordingFields } from '../../server/certificates/wording-fields.ts';
import { minutesData, regionData, rollData } from '../certificates/long-sample-data.ts';
import { declarationData, participationData } from '../certificates/sample-data.ts';
import { testCatalogue } from '../support/http.ts';

const TEMPLATES = fileURLToPath(new URL('../../templates/certificates', import.meta.url));
const kinds = await loadTemplateKinds(TEMPLATES);
const { spec, builtIn } = kindOf(kinds, 'participation');
const VALUES = {
  participation: wordingFields(participationData()),
  declaration: wordingFields(declarationData()),
  region: longWordingFields(regionData()),
  roll: longWordingFields(rollData()),
  minutes: longWordingFields(minutesData()),
};

/** The built-in participation wording with another body. */
const withBody = (text: string): string =>
  sourceOf(spec.blocks.map(([name, own]) => [name, name === 'body' ? text : own]));
const codesOf = (text: string) => checkTemplate(withBody(text), spec).map(({ code }) => code);

describe('a paste of no sense', () => {
  /** Far above what a busy machine needs, far below what an event notices. */
  const SOON_MS = 1_000;
  const timed = <T>(work: () => T): { result: T; ms: number } => {
    const from = performance.now();
    return { result: work(), ms: performance.now() - from };
  };

  it('is tidied at once: as many spaces as a form can hold', () => {
    const { result, ms } = timed(() => sourceOf([['title', `a${' '.repeat(190_000)}b \t\r\nc`]]));
    expect(ms).to.be.below(SOON_MS);
    expect(result).to.match(/^\[title\]\na +b\nc\n$/);
  });

  it('is read at once: as many beginnings of comments as a draft can hold', () => {
    const { ms } = timed(() => parseBlocks(`[title]\n${'{{!--'.repeat(12_000)}`));
    expect(ms).to.be.below(SOON_MS);
  });

  it('is compared at once: thousands of lines each', () => {
    const [left, right] = ['a\n'.repeat(20_000), 'b\n'.repeat(20_000)];
    const { result, ms } = timed(() => diffLines(left, right));
    expect(ms).to.be.below(SOON_MS);
    const of = (kind: string) => result.filter((line) => line.kind === kind).length;
    expect([of('gone'), of('new'), of('same')]).to.deep.equal([20_001, 20_001, 0]);
  });
});

describe('what a wording may be', () => {
  for (const kind of EDITABLE_KINDS) {
    it(`lets the built-in and the gallery's wordings of ${kind} through`, () => {
      const { gallery, ...own } = kindOf(kinds, kind);
      expect(checkTemplate(own.builtIn.source, own.spec)).to.deep.equal([]);
      expect(gallery).to.have.length.of.at.least(isTried(kind) ? 3 : 1);
      for (const { name, source } of gallery) {
        expect(checkTemplate(source, own.spec), name).to.deep.equal([]);
        const words = compileWording([source]);
        const filled = own.spec.blocks.map(([block]) => words(block, VALUES[kind]));
        expect(filled.join('\n')).to.not.match(/\{\{|undefined|\[object/);
      }
    });
    it(`lists fields of ${kind} that its certificates really have, each with its meaning`, () => {
      const real: [string, unknown][] = Object.entries(VALUES[kind]);
      for (const [name, type] of fieldsOf(kind)) {
        const value = real.find(([field]) => field === name)?.[1];
        expect(typeof value, name).to.equal(type === 'switch' ? 'boolean' : 'string');
        expect(testCatalogue().has(`templates.fields.${name}`), name).to.equal(true);
      }
      for (const [block] of kindOf(kinds, kind).spec.blocks) {
        expect(testCatalogue().has(`templates.blocks.${kind}.${block}.label`)).to.equal(true);
        expect(testCatalogue().has(`templates.blocks.${kind}.${block}.help`)).to.equal(true);
      }
    });
  }

  it('names line, variable and the nearest known name', () => {
    expect(checkTemplate(withBody('atas jasa\n{{nmae}}'), spec)).to.deep.equal([
      { code: 'FIELD_UNKNOWN', block: 'body', line: 2, token: '{{nmae}}', suggestion: '{{name}}' },
    ]);
    expect(nearName('Minute', fieldsOf('participation').keys())).to.equal('minutes');
    expect(nearName('xyzzy', ['name', 'theme'])).to.equal('');
  });

  it('has a sentence for everything that can be wrong', () => {
    for (const code of PROBLEM_CODES) {
      expect(testCatalogue().has(`templates.problems.${code}`), code).to.equal(true);
    }
  });

  it('asks for the blocks of the kind: each once, none besides, none empty', () => {
    const codes = (source: string) => checkTemplate(source, spec).map((one) => one.code);
    expect(codes('')).to.deep.equal(spec.blocks.map(() => 'BLOCK_MISSING'));
    expect(codes(`${builtIn.source}\n[seal-sentence]\nSah`)).to.deep.equal(['BLOCK_UNKNOWN']);
    expect(codes(`${builtIn.source}\n[title]\nDua`)).to.deep.equal(['BLOCK_TWICE']);
    expect(codes(`Halo\n${builtIn.source}`)).to.deep.equal(['STRAY_TEXT']);
    expect(codesOf('')).to.deep.equal(['BLOCK_EMPTY']);
    // A block's own text can't open or swallow another block unseen.
    expect(codesOf('isi\n[title]\nlain')).to.deep.equal(['BLOCK_TWICE']);
    expect(codesOf('isi {{!-- ')).to.include('SYNTAX');
  });

  it('caps size, length, tags and depth before anything is parsed for long', () => {
    expect(codesOf('a'.repeat(10_000_000))).to.deep.equal(['TOO_LARGE']);
    expect(codesOf('{{name}}'.repeat(400))).to.deep.equal(['TOO_MANY_TAGS']);
    expect(codesOf('a'.repeat(3_001))).to.deep.equal(['BLOCK_TOO_LONG']);
    const deep = (n: number) => `${'{{#if theme}}'.repeat(n)}x${'{{/if}}'.repeat(n)}`;
    expect(codesOf(deep(4))).to.deep.equal([]);
    expect(codesOf(deep(6))).to.deep.equal(['TOO_DEEP']);
    expect(codesOf('a\u0000b')).to.deep.equal(['CHARACTERS']);
    expect(codesOf('a\u202eb')).to.deep.equal(['CHARACTERS']);
  });
});

/** Ways to run code, read prototypes, loop, or reach what is not the holder's own. */
const ATTACKS = [
  '{{constructor}}',
  '{{__proto__}}',
  '{{__defineGetter__}}',
  '{{__lookupGetter__}}',
  '{{constructor.constructor}}',
  '{{name.constructor}}',
  '{{name.__proto__.toString}}',
  '{{toString}}',
  '{{valueOf}}',
  '{{hasOwnProperty}}',
  '{{this}}',
  '{{.}}',
  '{{this.name}}',
  '{{./name}}',
  '{{../name}}',
  '{{@root}}',
  '{{@root.name}}',
  '{{@index}}',
  '{{lookup this "constructor"}}',
  '{{lookup . name}}',
  '{{log name}}',
  '{{helperMissing}}',
  '{{#blockHelperMissing name}}x{{/blockHelperMissing}}',
  '{{#helperMissing name}}x{{/helperMissing}}',
  '{{#each name}}x{{/each}}',
  '{{#each this}}{{@key}}{{/each}}',
  '{{#with this}}{{name}}{{/with}}',
  '{{#with "s" as |string|}}{{#with split as |conslist|}}x{{/with}}{{/with}}',
  '{{#with (lookup this "constructor") as |c|}}{{c.name}}{{/with}}',
  '{{#if (lookup this "x")}}a{{/if}}',
  '{{#if name as |x|}}{{x}}{{/if}}',
  '{{#if name includeZero=true}}a{{/if}}',
  '{{#if this}}a{{/if}}',
  '{{#if ../name}}a{{/if}}',
  '{{#if "true"}}a{{/if}}',
  '{{#if 1}}a{{/if}}',
  '{{#if}}a{{/if}}',
  '{{#if name theme}}a{{/if}}',
  '{{#name}}x{{/name}}',
  '{{^name}}x{{/name}}',
  '{{#name.length}}x{{/name.length}}',
  '{{name theme}}',
  '{{name a=theme}}',
  '{{"name"}}',
  '{{[constructor]}}',
  '{{["constructor"]}}',
  '{{1}}',
  '{{true}}',
  '{{null}}',
  '{{undefined}}',
  '{{> shared}}',
  '{{> (lookup . "name")}}',
  '{{#> layout}}x{{/layout}}',
  '{{> @partial-block}}',
  '{{#*inline "x"}}{{> x}}{{/inline}}{{> x}}',
  '{{* decorator}}',
  '{{{{raw}}}}{{name}}{{{{/raw}}}}',
  '{{{{if name}}}}{{constructor}}{{{{/if}}}}',
  '\\{{name}}',
  '{{sample}}',
  '{{if}}',
  '{{if name}}',
  '{{else}}',
  '{{#if name}}',
  '{{/if}}',
  '{{#unless name}}x{{/if}}',
  '{{name',
  'name}} {{',
  '{{#if name}}a{{else if constructor}}b{{/if}}',
  '{{#if name}}a{{else each}}b{{/if}}',
];

describe('attacks on a wording', () => {
  for (const attack of ATTACKS) {
    it(`is refused: ${attack}`, () => {
      expect(codesOf(attack)).to.not.be.empty;
      expect(codesOf(`a ${attack} b\n{{name}}`)).to.not.be.empty;
    });
  }

  it('finds nothing even where the check would have been passed by', () => {
    const fields = { name: 'Pejabat', theme: '', sample: false };
    const leaks = ATTACKS.filter((attack) => {
      try {
        const text = compileText<typeof fields>(attack)(fields);
        // `this` prints as [object Object]: no data, and the check refuses it anyway.
        return /function|native|milik|\(\)/i.test(text.replaceAll('Pejabat', ''));
      } catch {
        return false;
      }
    });
    expect(leaks).to.deep.equal([]);
  });

  it('reads no field of a prototype', () => {
    const fields = Object.create({ secret: 'milik orang lain' });
    fields.name = 'Pejabat';
    expect(compileText('{{secret}}{{name}}')(fields)).to.equal('Pejabat');
    expect(compileText('{{#if secret}}ada{{else}}tidak{{/if}}')(fields)).to.equal('tidak');
  });

  it('ends a text that grows beyond all bounds', () => {
    const fields = { name: 'a'.repeat(OUTPUT_MAX / 2) };
    expect(() => compileText('{{name}}{{name}}{{name}}')(fields)).to.throw('characters');
  });
});

/** Pieces that wordings are made of, good and bad. */
const piece = fc.oneof(
  fc.constantFrom(...ATTACKS, '{{name}}', '{{#if theme}}', '{{/if}}', '{{else}}', '{{~name~}}'),
  fc.constantFrom(
    '[title]',
    '\n',
    '{{!-- x --}}',
    '{{! x }}',
    '{{',
    '}}',
    '#',
    '\\',
    '[',
    ']',
    '"',
  ),
  fc.string({ maxLength: 12 }),
  fc.constantFrom(...spec.fields.keys()).map((name) => `{{${name}}}`),
);

describe('wordings by chance', function () {
  this.timeout(60_000);
  const fields = wordingFields(participationData());
  const values = new Set(Object.values(fields).map(String));

  it('what the check lets through is printed without an error, and holds nothing foreign', () => {
    let passed = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const source = withBody(pieces.join(''));
        const from = performance.now();
        const found = checkTemplate(source, spec);
        expect(performance.now() - from).to.be.below(1_000);
        if (found.length > 0) return;
        passed += 1;
        const text = compileWording([source])('body', fields);
        expect(text.length).to.be.at.most(OUTPUT_MAX);
        expect(text).to.not.match(/\[object|function |=> /);
      }),
      { numRuns: 3_000 },
    );
    expect(passed).to.be.above(20);
    expect(values.size).to.be.above(5);
  });

  it('a source of known fields and plain text is always let through', () => {
    const plain = fc
      .string({ minLength: 1, maxLength: 30 })
      .map((text) => text.replace(/[^\p{L}\p{N} .,]/gu, '').trim())
      .filter((text) => text !== '');
    const name = fc.constantFrom(
      ...[...spec.fields].flatMap(([field, type]) => (type === 'text' ? [field] : [])),
    );
    const texts = fc.array(fc.tuple(plain, name), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(texts, (parts) => {
        const body = parts.map(([text, field]) => `${text} {{#if ${field}}}{{${field}}}{{/if}}`);
        expect(codesOf(body.join('\n'))).to.deep.equal([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a wording needs', () => {
  it('is what it prints without asking', () => {
    const source = withBody(
      '{{minutes}} {{#if theme}}{{theme}}{{host}}{{else}}{{issuer}}{{/if}}{{#unless region}}x{{else}}{{region}}{{/unless}}',
    );
    const needed = requiredFields(source);
    expect([...needed].sort()).to.include.members(['host', 'issuer', 'minutes', 'number']);
    expect(needed.has('theme')).to.equal(false);
    expect(needed.has('region')).to.equal(false);
  });
});

describe('what differs between two wordings', () => {
  it('is told line by line', () => {
    const lines = diffLines('satu\ndua\ntiga', 'satu\ntiga\nempat');
    expect(lines.map(({ kind, text }) => `${kind} ${text}`)).to.deep.equal([
      'same satu',
      'gone dua',
      'same tiga',
      'new empat',
    ]);
  });
  it('gives both texts back', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 8 });
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const [left, right] = [before.join('\n'), after.join('\n')];
        const lines = diffLines(left, right);
        const without = (kind: string) =>
          lines.flatMap((line) => (line.kind === kind ? [] : [line.text])).join('\n');
        expect(without('new')).to.equal(left);
        expect(without('gone')).to.equal(right);
      }),
    );
  });
});
