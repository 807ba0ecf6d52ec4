// Our line work as SVG, so that the peers draw the same lines: the operators that forms use, no more.
import type { Form } from '../server/certificates/drawing/form.ts';

interface Look {
  stroke?: string;
  fill?: string;
  width?: string;
}

const rgb = (parts: string[]): string =>
  `rgb(${parts.map((part) => Math.round(Number(part) * 255)).join(',')})`;

/** A form as an SVG picture of its extent. */
export function formSvg(form: Form): string {
  const ids = new Map<Form, string>();
  const symbols: string[] = [];
  const idOf = (one: Form): string => {
    const known = ids.get(one);
    if (known) return known;
    const id = `f${ids.size}`;
    ids.set(one, id);
    symbols.push(`<g id="${id}">${bodyOf(one, idOf)}</g>`);
    return id;
  };
  const [left, top, right, bottom] = form.extent;
  const body = bodyOf(form, idOf);
  const box = `${left} ${top} ${right - left} ${bottom - top}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" fill="none"><defs>${symbols.join('')}</defs>${body}</svg>`;
}

function bodyOf({ operators, uses }: Form, idOf: (form: Form) => string): string {
  const out: string[] = [];
  let operands: string[] = [];
  let path = '';
  let look: Look = {};
  const stroked = () =>
    `${look.stroke ? ` stroke="${look.stroke}"` : ''}${look.width ? ` stroke-width="${look.width}"` : ''}`;
  const paint = (attributes: string) => {
    out.push(`<path d="${path}"${attributes}/>`);
    path = '';
  };
  const stack: Look[] = [];
  const actions: Record<string, () => void> = {
    q: () => stack.push({ ...look }),
    cm: () => out.push(`<g transform="matrix(${operands.join(' ')})">`),
    Q: () => {
      look = stack.pop() ?? {};
      out.push('</g>');
    },
    RG: () => {
      look.stroke = rgb(operands);
    },
    rg: () => {
      look.fill = rgb(operands);
    },
    w: () => {
      look.width = operands[0] ?? '1';
    },
    J: () => undefined,
    j: () => undefined,
    re: () => {
      const [x, y, w, h] = operands;
      path += `M${x} ${y}h${w}v${h}h-${w}Z`;
    },
    h: () => {
      path += 'Z';
    },
    S: () => paint(`${stroked()} fill="none"`),
    f: () => paint(look.fill ? ` fill="${look.fill}" stroke="none"` : ' stroke="none"'),
    Do: () => {
      const used = uses[(operands[0] ?? '').slice(1)];
      if (used) out.push(`<use href="#${idOf(used)}"${stroked()}/>`);
    },
  };
  for (const token of operators.split(/\s+/)) {
    if (/^[-\d./]/.test(token)) {
      operands.push(token);
      continue;
    }
    if (/^[mlc]$/.test(token)) path += `${token.toUpperCase()}${operands.join(' ')}`;
    else actions[token]?.();
    operands = [];
  }
  return out.join('');
}
