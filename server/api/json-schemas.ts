// From zod to JSON Schema (draft 2020-12, as OpenAPI 3.1 takes it): the schemas that check requests
// and describe answers, without what says nothing to a reader.
import { z } from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Only objects have fields; any other schema of input has none that could be named. */
export const fieldsOf = (schema: z.ZodType | undefined): Record<string, JsonSchema> => {
  const made = schema && jsonSchema(schema, 'input');
  return Object.fromEntries(
    Object.entries(made?.properties ?? {}).flatMap(([name, field]) =>
      typeof field === 'boolean' ? [] : [[name, field]],
    ),
  );
};

/** Names of the fields that must be there. */
export const requiredOf = (schema: z.ZodType | undefined): string[] =>
  (schema && jsonSchema(schema, 'input').required) ?? [];

/** `input`: as it is sent; `output`: as it is answered. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _draft, ...made } = z.toJSONSchema(schema, {
    io,
    override({ jsonSchema: one }) {
      // The format says it; the pattern is a page long.
      if (one.format === 'date-time' || one.format === 'date') delete one.pattern;
      // Every whole number that JSON can carry: no limit of ours.
      if (one.maximum === Number.MAX_SAFE_INTEGER) delete one.maximum;
      if (one.minimum === Number.MIN_SAFE_INTEGER) delete one.minimum;
    },
  });
  return made;
}
