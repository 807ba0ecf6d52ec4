// Guilloche: the line work of security print. One curve is drawn and repeated by rotation.

const short = (value: number, digits = 1): string => String(Number(value.toFixed(digits)));

/** Paths by their shape: pages draw the same few again and again. */
const known = new Map<string, string>();

/** A closed wave: r = radius + amplitude * sin(waves * t), as an SVG path. */
export function wavePath(waves: number, radius: number, amplitude: number, perWave = 8): string {
  const key = `${waves} ${radius} ${amplitude} ${perWave}`;
  const path = known.get(key) ?? drawWave(waves, radius, amplitude, perWave);
  known.set(key, path);
  return path;
}

function drawWave(waves: number, radius: number, amplitude: number, perWave: number): string {
  const steps = waves * perWave;
  const points = Array.from({ length: steps }, (_, step) => {
    const angle = (step / steps) * 2 * Math.PI;
    const r = radius + amplitude * Math.sin(waves * angle);
    return `${short(r * Math.cos(angle))} ${short(r * Math.sin(angle))}`;
  });
  return `M${points.join('L')}Z`;
}

const repeated = (id: string, step: number, copies: number): string =>
  Array.from(
    { length: copies - 1 },
    (_, index) => `<use href="#${id}" transform="rotate(${short(step * (index + 1), 2)})"/>`,
  ).join('');

const lines = (content: string, width: number, opacity: number): string =>
  `<g fill="none" stroke="currentColor" stroke-width="${width}"` +
  `${opacity === 1 ? '' : ` opacity="${opacity}"`}>${content}</g>`;

export interface BraidShape {
  waves: number;
  radius: number;
  amplitude: number;
  /** How many times the wave is laid over itself. */
  strands?: number;
  width?: number;
  perWave?: number;
  opacity?: number;
}

/** A braid around the origin, in `currentColor`. `id` must be unique in the document. */
export function braid(id: string, shape: BraidShape): string {
  const { waves, radius, amplitude, strands = 4, width = 0.6, perWave = 8, opacity = 1 } = shape;
  const path = `<path id="${id}" d="${wavePath(waves, radius, amplitude, perWave)}"/>`;
  return lines(path + repeated(id, 360 / waves / strands, strands), width, opacity);
}

export interface RosetteShape {
  rx: number;
  ry: number;
  copies?: number;
  width?: number;
  opacity?: number;
}

/** Ellipses turned around the origin, in `currentColor`. `id` must be unique in the document. */
export function rosette(id: string, shape: RosetteShape): string {
  const { rx, ry, copies = 18, width = 0.5, opacity = 1 } = shape;
  const ellipse = `<ellipse id="${id}" rx="${rx}" ry="${ry}"/>`;
  return lines(ellipse + repeated(id, 180 / copies, copies), width, opacity);
}
