// Schemas as the document and its page give them, and the cursors of pages: pure.
import { expect } from 'chai';
import { z } from 'zod';
import { fieldsOf, jsonSchema, requiredOf } from '../../server/api/json-schemas.ts';
import { parameterText, schemaText } from '../../server/api/schema-text.ts';
import { afterOf, pageOf, pageQuery, pageSchema } from '../../server/http/cursor.ts';

const outline = (schema: z.ZodType) => schemaText(jsonSchema(schema, 'output'));
const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
};

describe('outlines of schemas', () => {
  it('show fields with their types, optional ones with a mark', () => {
    const one = z.strictObject({
      id: z.string(),
      at: z.iso.datetime().nullable(),
      state: z.enum(['open', 'done']),
      more: z.int().optional(),
    });
    expect(outline(one)).to.equal(
      '{\n  id: string\n  at: date-time | null\n  state: "open" | "done"\n  more?: integer\n}',
    );
    expect(outline(z.array(z.strictObject({ a: z.boolean() })))).to.equal('{\n  a: boolean\n}[]');
    expect(outline(z.array(z.enum(['x', 'y'])))).to.equal('("x" | "y")[]');
    expect(outline(z.union([z.string(), z.null()]))).to.equal('string | null');
  });

  it('show a parameter’s limits and default', () => {
    const { limit, cursor } = fieldsOf(pageQuery);
    expect(parameterText(limit ?? {})).to.equal('integer 1..500 = 100');
    expect(parameterText(cursor ?? {})).to.equal('string');
    expect(requiredOf(pageQuery)).to.deep.equal([]);
    expect(requiredOf(z.strictObject({ a: z.string(), b: z.string().default('') }))).to.deep.equal([
      'a',
    ]);
  });

  it('leave out what says nothing: patterns of moments, limits of JSON itself', () => {
    const { properties } = jsonSchema(
      z.strictObject({ at: z.iso.datetime(), n: z.int() }),
      'output',
    );
    expect(properties).to.deep.equal({
      at: { type: 'string', format: 'date-time' },
      n: { type: 'integer' },
    });
  });
});

describe('pages for programs', () => {
  const list = ['a1', 'b2', 'c3', 'd4', 'e5'];
  const FORM = /^[a-z]\d$/;
  const page = (cursor: string | undefined, limit: number) => {
    const after = afterOf(cursor, FORM) ?? '';
    const found = list.filter((one) => one > after).slice(0, limit + 1);
    return pageOf(found, limit, { key: (one) => one, view: (one) => one.toUpperCase() });
  };

  it('go on after the last key, and end', () => {
    for (const limit of [1, 2, 5, 6]) {
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const { items, next } = page(cursor ?? undefined, limit);
        expect(pageSchema(z.string()).safeParse({ items, next }).success).to.equal(true);
        seen.push(...items);
        cursor = next;
      } while (cursor);
      expect(seen, `by ${limit}`).to.deep.equal(['A1', 'B2', 'C3', 'D4', 'E5']);
    }
    expect(page(undefined, 5).next).to.equal(null);
  });

  it('take no cursor of another form', () => {
    for (const key of ['', 'zz', '{"$gt":""}', 'a1 ', 'a\u0000']) {
      const cursor = Buffer.from(key).toString('base64url');
      expect(
        codeOf(() => afterOf(cursor, FORM)),
        key,
      ).to.equal('INVALID_INPUT');
    }
    expect(afterOf(undefined, FORM)).to.equal(undefined);
  });
});
