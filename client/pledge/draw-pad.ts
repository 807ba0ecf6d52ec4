// The field to draw a signature in: pointer strokes in a 1000 by 400 field, kept in proportion.
import { POINTS_MAX, STROKES_MAX } from '../../server/protocol/limits.ts';
import type { Strokes } from '../../server/protocol/socket-events.ts';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 1000;
const HEIGHT = 400;

type Point = [number, number];

export interface DrawPad {
  /** The strokes so far; empty before the first one. */
  strokes(): Strokes;
  clear(): void;
}

const clamp = (value: number, most: number): number =>
  Math.min(most, Math.max(0, Math.round(value)));

const pathOf = ([first, ...rest]: Point[]): string => {
  if (!first) return '';
  // A line of no length draws its round end: a dot.
  const points = rest.length > 0 ? rest : [first];
  return `M${first.join(' ')}L${points.map((point) => point.join(' ')).join(' ')}`;
};

/** Makes an SVG element with the field as its view box a pad for finger, pen and mouse. */
export function createDrawPad(field: SVGSVGElement): DrawPad {
  const strokes: Point[][] = [];
  const count = (): number => strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  let current: { stroke: Point[]; path: SVGPathElement } | undefined;

  const pointOf = (event: PointerEvent): Point => {
    const matrix = field.getScreenCTM()?.inverse();
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return [clamp(x, WIDTH), clamp(y, HEIGHT)];
  };
  const add = (event: PointerEvent): void => {
    if (!current || count() >= POINTS_MAX) return;
    const point = pointOf(event);
    const last = current.stroke.at(-1);
    if (last && last[0] === point[0] && last[1] === point[1]) return;
    current.stroke.push(point);
  };

  field.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    if (strokes.length >= STROKES_MAX || count() >= POINTS_MAX) return;
    event.preventDefault();
    field.setPointerCapture(event.pointerId);
    const path = document.createElementNS(SVG, 'path');
    field.append(path);
    current = { stroke: [], path };
    strokes.push(current.stroke);
    add(event);
    path.setAttribute('d', pathOf(current.stroke));
  });
  field.addEventListener('pointermove', (event) => {
    if (!current) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) add(one);
    current.path.setAttribute('d', pathOf(current.stroke));
  });
  const end = (): void => {
    current = undefined;
  };
  field.addEventListener('pointerup', end);
  field.addEventListener('pointercancel', end);

  return {
    strokes: () => strokes.filter((stroke) => stroke.length > 0),
    clear() {
      strokes.length = 0;
      field.replaceChildren();
    },
  };
}
