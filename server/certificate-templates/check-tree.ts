// A block's tree may hold text, comments, known fields, `if` and `unless`; everything else is refused.
import Handlebars from 'handlebars';
import { nearName } from './near-name.ts';
import type { FieldType } from './template-fields.ts';
import { DEPTH_MAX, NODES_MAX } from './template-limits.ts';
import type { ProblemCode, TemplateProblem } from './template-problem.ts';

/** A problem but for its block. */
export type TreeProblem = Omit<TemplateProblem, 'block'>;

const CONDITIONS = ['if', 'unless'];

/** Everything in a block's text that does not belong there; none of it is ever run. */
export function checkTree(text: string, fields: ReadonlyMap<string, FieldType>): TreeProblem[] {
  if (text.includes('{{{{') || text.includes('\\{{')) {
    return [problem('SHAPE', lineOf(text, /\{\{\{\{|\\\{\{/), '')];
  }
  let tree: hbs.AST.Program;
  try {
    tree = Handlebars.parse(text);
  } catch (error) {
    return [problem('SYNTAX', syntaxLine(error), '')];
  }
  const walk: Walk = { fields, found: [], nodes: 0 };
  checkProgram(tree, walk, 0);
  return walk.found;
}

interface Walk {
  fields: ReadonlyMap<string, FieldType>;
  found: TreeProblem[];
  nodes: number;
}

const problem = (code: ProblemCode, line: number, token: string, suggestion = ''): TreeProblem => ({
  code,
  line,
  token,
  suggestion,
});

const lineOf = (text: string, pattern: RegExp): number =>
  text.slice(0, Math.max(0, text.search(pattern))).split('\n').length;

/** The parser says its line in a property or in its words. */
function syntaxLine(error: unknown): number {
  if (!(error instanceof Error)) return 1;
  const own = 'lineNumber' in error ? Number(error.lineNumber) : Number.NaN;
  return own || Number(/ on line (\d+)/.exec(error.message)?.[1] ?? 1);
}

function checkProgram(program: hbs.AST.Program, walk: Walk, depth: number): void {
  for (const statement of program.body) {
    walk.nodes += 1;
    if (walk.nodes > NODES_MAX || depth > DEPTH_MAX) {
      walk.found.push(problem('TOO_DEEP', statement.loc?.start.line ?? 1, ''));
      return;
    }
    checkStatement(statement, walk, depth);
  }
  if (program.blockParams?.length) walk.found.push(problem('SHAPE', 1, 'as |…|'));
}

function checkStatement(statement: hbs.AST.Statement, walk: Walk, depth: number): void {
  const line = statement.loc?.start.line ?? 1;
  if (isText(statement)) return;
  if (isMustache(statement)) {
    checkPrinted(statement, line, walk);
  } else if (isBlock(statement)) {
    checkCondition(statement, line, walk);
    checkProgram(statement.program ?? EMPTY, walk, depth + 1);
    // `else if` is an inverse that holds one condition: as deep as what it continues.
    const { inverse } = statement;
    if (inverse) checkProgram(inverse, walk, 'chained' in inverse ? depth : depth + 1);
  } else {
    walk.found.push(problem('SHAPE', line, NAMES[statement.type] ?? ''));
  }
}

/** `{{^x}}…{{/x}}` has no program of its own. */
const EMPTY: hbs.AST.Program = {
  type: 'Program',
  body: [],
  blockParams: [],
  loc: { source: '', start: { line: 1, column: 0 }, end: { line: 1, column: 0 } },
};
const NAMES: Record<string, string> = {
  PartialStatement: '{{> …}}',
  PartialBlockStatement: '{{#> …}}',
  Decorator: '{{* …}}',
  DecoratorBlock: '{{#* …}}',
};

const isText = ({ type }: hbs.AST.Statement): boolean =>
  type === 'ContentStatement' || type === 'CommentStatement';
const isMustache = (one: hbs.AST.Statement): one is hbs.AST.MustacheStatement =>
  one.type === 'MustacheStatement';
const isBlock = (one: hbs.AST.Statement): one is hbs.AST.BlockStatement =>
  one.type === 'BlockStatement';
const isPath = (one: hbs.AST.Node): one is hbs.AST.PathExpression => one.type === 'PathExpression';

/** `{{name}}`: one known text, no more. */
function checkPrinted(
  { path, params, hash }: hbs.AST.MustacheStatement,
  line: number,
  walk: Walk,
): void {
  const token = isPath(path) ? `{{${path.original}}}` : '{{…}}';
  if (params.length > 0 || hash) walk.found.push(problem('HELPER', line, token));
  else if (checkField(path, line, walk) === 'switch') {
    walk.found.push(problem('SWITCH_PRINTED', line, token));
  }
}

/** `{{#if name}}` or `{{#unless name}}` with one known field. */
function checkCondition(
  { path, params, hash }: hbs.AST.BlockStatement,
  line: number,
  walk: Walk,
): void {
  const name = isPath(path) ? path.original : '';
  const [asked, ...others] = params;
  if (!CONDITIONS.includes(name)) {
    walk.found.push(problem('HELPER', line, `{{#${name || '…'}}}`, nearName(name, CONDITIONS)));
  } else if (!asked || others.length > 0 || hash) {
    walk.found.push(problem('CONDITION', line, `{{#${name}}}`));
  } else checkField(asked, line, walk);
}

/** A plain name of the list: no path, no `this`, `..` or `@`. Gives its type when it is known. */
function checkField(node: hbs.AST.Expression, line: number, walk: Walk): FieldType | undefined {
  const name = isPath(node) ? node.original : '';
  const isPlain =
    isPath(node) && !node.data && node.depth === 0 && node.parts.length === 1 && name !== '';
  if (!isPlain || node.parts[0] !== name) {
    walk.found.push(problem('FIELD_PATH', line, `{{${name || '…'}}}`));
    return undefined;
  }
  const type = walk.fields.get(name);
  if (!type) {
    const near = nearName(name, walk.fields.keys());
    walk.found.push(problem('FIELD_UNKNOWN', line, `{{${name}}}`, near && `{{${near}}}`));
  }
  return type;
}
