// A JSON schema as people read it: an outline of an object's fields with their types.
import type { JsonSchema } from './json-schemas.ts';

type Part = JsonSchema | boolean | undefined;

const indent = (text: string): string => text.replace(/\n/g, '\n  ');

const typeText = (schema: JsonSchema): string => {
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const types = [schema.type ?? 'any'].flat().map(String);
  return types.map((type) => schema.format ?? type).join(' | ');
};

const fieldsText = ({ properties = {}, required = [] }: JsonSchema): string => {
  const lines = Object.entries(properties).map(
    ([name, field]) =>
      `\n  ${name}${required.includes(name) ? '' : '?'}: ${indent(schemaText(field))}`,
  );
  return `{${lines.join('')}\n}`;
};

/** `{ name: type }` with nested fields indented, lists with `[]`, choices with `|`. */
export function schemaText(schema: Part): string {
  if (schema === undefined || typeof schema === 'boolean') return 'any';
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((one) => schemaText(one)).join(' | ');
  if (schema.properties) return fieldsText(schema);
  if (schema.type === 'array') {
    const { items } = schema;
    const item = schemaText(Array.isArray(items) ? items[0] : items);
    return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
  }
  return typeText(schema);
}

/** A parameter's type in one line: kind, limits, default. */
export function parameterText(schema: JsonSchema): string {
  const { minimum, maximum } = schema;
  const limits = minimum !== undefined || maximum !== undefined;
  const range = limits ? ` ${minimum ?? ''}..${maximum ?? ''}` : '';
  const otherwise = schema.default === undefined ? '' : ` = ${JSON.stringify(schema.default)}`;
  return `${schemaText(schema)}${range}${otherwise}`;
}
