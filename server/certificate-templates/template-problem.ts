// What is wrong with a wording, and where: a code of the catalogue with what its sentence needs.

export const PROBLEM_CODES = [
  'TOO_LARGE',
  'CHARACTERS',
  'TOO_MANY_TAGS',
  'STRAY_TEXT',
  'BLOCK_UNKNOWN',
  'BLOCK_TWICE',
  'BLOCK_MISSING',
  'BLOCK_EMPTY',
  'BLOCK_TOO_LONG',
  'SYNTAX',
  'TOO_DEEP',
  'FIELD_UNKNOWN',
  'FIELD_PATH',
  'SWITCH_PRINTED',
  'CONDITION',
  'HELPER',
  'SHAPE',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** `line` counts from 1 within the block; 0 where no line is meant. */
export interface TemplateProblem {
  code: ProblemCode;
  block: string;
  line: number;
  /** What stands there: `{{nmae}}`. */
  token: string;
  /** The known name that was probably meant; empty when none is near. */
  suggestion: string;
}
