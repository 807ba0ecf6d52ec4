// Handlebars templates below one folder: compiled on first use and kept, output escaped.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';

export interface Templates {
  /** The compiled template `name` (path below the folder, without its ending); throws if absent. */
  get(name: string): Handlebars.TemplateDelegate;
  has(name: string): boolean;
}

const readPartials = (dir: string): Record<string, string> =>
  Object.fromEntries(
    (existsSync(dir) ? readdirSync(dir) : [])
      .filter((file) => file.endsWith('.hbs'))
      .map((file) => [file.slice(0, -'.hbs'.length), readFileSync(join(dir, file), 'utf8')]),
  );

/** Templates of `dir` with its `partials` folder and the given helpers. */
export function createTemplates(
  dir: string,
  helpers: Record<string, Handlebars.HelperDelegate>,
): Templates {
  const engine = Handlebars.create();
  engine.registerHelper(helpers);
  engine.registerPartial(readPartials(join(dir, 'partials')));
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  const exists = new Map<string, boolean>();
  const fileOf = (name: string): string => join(dir, `${name}.hbs`);
  return {
    get(name) {
      const template =
        compiled.get(name) ??
        engine.compile(readFileSync(fileOf(name), 'utf8'), { noEscape: false });
      compiled.set(name, template);
      return template;
    },
    has(name) {
      const known = exists.get(name) ?? existsSync(fileOf(name));
      exists.set(name, known);
      return known;
    },
  };
}
