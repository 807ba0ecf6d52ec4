// Which fields a wording prints without asking whether they are there: empty ones leave a hole.
import Handlebars from 'handlebars';
import { parseBlocks } from '../certificates/index.ts';

/**
 * Names that are printed outside an `if` on the same name (`unless` for its other branch). The
 * source has to have passed `checkTemplate`.
 */
export function requiredFields(source: string): Set<string> {
  const found = new Set<string>();
  for (const [, text] of parseBlocks(source)) walk(Handlebars.parse(text), new Set(), found);
  return found;
}

function walk(program: hbs.AST.Program, asked: ReadonlySet<string>, found: Set<string>): void {
  for (const statement of program.body) {
    if (isMustache(statement)) {
      const name = nameOf(statement.path);
      if (!asked.has(name)) found.add(name);
    } else if (isBlock(statement)) {
      const [field] = statement.params;
      const known = new Set([...asked, field ? nameOf(field) : '']);
      const isIf = nameOf(statement.path) === 'if';
      if (statement.program) walk(statement.program, isIf ? known : asked, found);
      if (statement.inverse) walk(statement.inverse, isIf ? asked : known, found);
    }
  }
}

const isMustache = (one: hbs.AST.Statement): one is hbs.AST.MustacheStatement =>
  one.type === 'MustacheStatement';
const isBlock = (one: hbs.AST.Statement): one is hbs.AST.BlockStatement =>
  one.type === 'BlockStatement';
const nameOf = (node: hbs.AST.Node): string => ('original' in node ? String(node.original) : '');
