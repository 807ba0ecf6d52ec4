// What the server hands to a page's script: its data and its texts, in one JSON block.
// No schema library here: pages that only need their texts stay light.

interface Block {
  language?: unknown;
  texts?: unknown;
  data?: unknown;
}

let block: Block | undefined;

const readBlock = (): Block => {
  if (block) return block;
  const source = document.getElementById('data-halaman')?.textContent || '{}';
  const parsed: unknown = JSON.parse(source);
  block = typeof parsed === 'object' && parsed !== null ? parsed : {};
  return block;
};

/** The page's data, checked; throws what the schema throws when server and script disagree. */
export const pageData = <T>(schema: { parse(value: unknown): T }): T =>
  schema.parse(readBlock().data);

/**
 * The page's data by the presence of its fields: it is our own server's, and a schema library would
 * weigh more than the page. Throws an Error that names the first field that is missing.
 */
export function dataWith<T extends object>(...fields: (keyof T & string)[]): T {
  const hasFields = (value: object): value is T => fields.every((field) => field in value);
  const data: unknown = readBlock().data;
  if (typeof data === 'object' && data !== null && hasFields(data)) return data;
  const missing = fields.find((field) => !(typeof data === 'object' && data && field in data));
  throw new Error(`The page lacks its data: ${missing}`);
}

/** `id` or `en`. */
export const pageLanguage = (): string => (readBlock().language === 'en' ? 'en' : 'id');

const lookUp = (node: unknown, part: string): unknown =>
  typeof node === 'object' && node !== null
    ? Object.entries(node).find(([key]) => key === part)?.[1]
    : undefined;

/** A text of the area's `client` part, `{name}` replaced; `[key]` when it is missing. */
export function text(key: string, parameters: Record<string, string | number> = {}): string {
  const found = key.split('.').reduce<unknown>(lookUp, readBlock().texts);
  if (typeof found !== 'string') return `[${key}]`;
  return found.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    String(parameters[name] ?? placeholder),
  );
}

/** "1.238" in the page's language. */
export const number = (value: number): string =>
  value.toLocaleString(pageLanguage() === 'en' ? 'en-GB' : 'id-ID');

/** The token for requests that change something (header X-CSRF-Token). */
export const csrfToken = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
