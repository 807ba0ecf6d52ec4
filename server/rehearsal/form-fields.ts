// Reads the forms out of a page as a browser would: address, method, fields and hidden values.

/** A form as it is sent; `action` as written in the page. */
export interface FormOnPage {
  action: string | null;
  method: string;
  hidden: Record<string, string>;
  /** Names of the fields that a person fills in. */
  fields: string[];
}

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
  '&#x3D;': '=',
  '&#x60;': '`',
};

const decodeEntities = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#x27|#39|#x3D|#x60);/g, (entity) => ENTITIES[entity] ?? entity);

const attribute = (tag: string, name: string): string | null => {
  const match = new RegExp(`\\s${name}\\s*=\\s*"([^"]*)"`, 'i').exec(tag);
  return match ? decodeEntities(match[1] ?? '') : null;
};

/** Every form of a page in its order; attributes must be quoted with `"`, as our templates do. */
export function findForms(html: string): FormOnPage[] {
  return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/gi)].map(([form]) => {
    const opening = form.slice(0, form.indexOf('>') + 1);
    return {
      action: attribute(opening, 'action'),
      method: (attribute(opening, 'method') ?? 'get').toLowerCase(),
      ...readFields(form),
    };
  });
}

function readFields(form: string): Pick<FormOnPage, 'hidden' | 'fields'> {
  const hidden: Record<string, string> = {};
  const fields = new Set<string>();
  for (const [field] of form.matchAll(/<(?:input|select|textarea)\b[^>]*>/gi)) {
    const name = attribute(field, 'name');
    if (name === null) continue;
    if (attribute(field, 'type') === 'hidden') hidden[name] = attribute(field, 'value') ?? '';
    else fields.add(name);
  }
  return { hidden, fields: [...fields] };
}
