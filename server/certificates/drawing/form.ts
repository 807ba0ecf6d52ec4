// A drawing that a page calls by name (PDF form XObject), so that repeated line work is stored once.
import { deflateSync } from 'node:zlib';
import { operand } from './curves.ts';

/** Operators, their extent (left, top, right, bottom), and the drawings that they call by name. */
export interface Form {
  extent: readonly [number, number, number, number];
  operators: string;
  uses: Readonly<Record<string, Form>>;
}

/** A form with its operators already compressed: what documents share. */
export interface PackedForm {
  extent: Form['extent'];
  deflated: Buffer;
  uses: Readonly<Record<string, PackedForm>>;
}

/** Where a form is put: shift, turn in degrees, scale. */
export interface Placement {
  x?: number;
  y?: number;
  turn?: number;
  scale?: number;
}

/** Compresses a form and all that it uses; the same form is packed once. */
export function packForm(form: Form, packed: Map<Form, PackedForm> = new Map()): PackedForm {
  const known = packed.get(form);
  if (known) return known;
  const uses = Object.fromEntries(
    Object.entries(form.uses).map(([name, used]) => [name, packForm(used, packed)]),
  );
  const result = {
    extent: form.extent,
    deflated: deflateSync(Buffer.from(form.operators, 'latin1'), { level: 9 }),
    uses,
  };
  packed.set(form, result);
  return result;
}

/** The matrix operands of a placement; turns keep five decimals, or rings would drift apart. */
export function matrix({ x = 0, y = 0, turn = 0, scale = 1 }: Placement): string {
  const fine = (value: number) => String(Math.round(value * 1e5) / 1e5 || 0);
  const angle = (turn * Math.PI) / 180;
  const cos = fine(Math.cos(angle) * scale);
  const sin = Math.sin(angle) * scale;
  return `${cos} ${fine(sin)} ${fine(-sin)} ${cos} ${operand(x)} ${operand(y)}`;
}

/** Operators that draw `inner` at a placement and leave the state as it was. */
export const placed = (placement: Placement, inner: string): string =>
  `q ${matrix(placement)} cm\n${inner}\nQ`;

/** Operators that call a form of `uses` by its name. */
export const call = (name: string): string => `/${name} Do`;

/** A square extent around the origin. */
export const around = (radius: number): Form['extent'] => [-radius, -radius, radius, radius];
