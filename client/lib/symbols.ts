// Icons, tiles and rings that a script draws or moves; the symbols are in every page's sprite.

const SVG = 'http://www.w3.org/2000/svg';

const symbol = (id: string, className: string): SVGSVGElement => {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#${id}`);
  svg.append(use);
  return svg;
};

/** A decorative icon of the sprite. */
export const icon = (name: string): SVGSVGElement => symbol(`i-${name}`, 'ik');

/** A region tile: 0 absent, 1 partly present, 2 complete, 3 signed. */
export const tile = (state: number): SVGSVGElement => symbol(`u${state}`, 'ub');

/** Changes a tile's or an icon's symbol in place. */
export const setSymbol = (svg: Element, id: string): void =>
  svg.querySelector('use')?.setAttribute('href', `#${id}`);

/** Moves the guilloche ring inside `root` to `value` of `total`. */
export function setRing(root: ParentNode, value: number, total: number): void {
  const circle = root.querySelector('[data-ring]');
  circle?.setAttribute('pathLength', String(Math.max(total, 1)));
  circle?.setAttribute('stroke-dasharray', `${value} ${Math.max(total, 1)}`);
}
