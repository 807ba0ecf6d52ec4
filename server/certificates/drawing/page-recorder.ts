// Stands in for a pdfkit document while a page is drawn: takes down its content and, in short, what
// the document around it would be made of. Pages of one shape get documents of one skeleton.
import type { PageTarget, PdfElement, PdfRef } from './pdf-document.ts';

/** A drawn page. */
export interface RecordedPage {
  /** The page's operators, as pdfkit would have them. */
  content: Buffer;
  /** The words that stand for pictures, in order. */
  alts: string[];
  /** Everything else: elements, boxes, faces and forms. */
  shape: string;
}

/** Draws a page of a size (points) without a document; `recordPage` of one recorder at a time. */
export type PageRecorder = (
  size: readonly [number, number],
  draw: (target: PageTarget) => void,
) => RecordedPage;

/** A recorder; it tells faces and forms apart by the packed bytes that they share. */
export function createPageRecorder(): PageRecorder {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  const numberOf = (bytes: object): number => {
    const known = numbers.get(bytes) ?? ++last;
    numbers.set(bytes, known);
    return known;
  };
  return ([width, height], draw) => {
    const content = [`1 0 0 -1 0 ${rounded(height)} cm`];
    const alts: string[] = [];
    const shape = [`${width} ${height}`];
    draw(createTarget({ width, height, content, alts, shape, numberOf }));
    const operators = Buffer.from(`${content.join('\n')}\n`, 'latin1');
    return { content: operators, alts, shape: shape.join(' ') };
  };
}

interface Recording {
  width: number;
  height: number;
  content: string[];
  alts: string[];
  shape: string[];
  numberOf(bytes: object): number;
}

/** As pdfkit rounds. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

function createTarget(recording: Recording): PageTarget {
  const { width, height, content, alts, shape } = recording;
  let marks = 0;
  const target: PageTarget = {
    page: { width, height, fonts: {}, xobjects: {} },
    ref: () => createRef(recording),
    addContent: (operators) => void content.push(operators.toString().replace(/\n$/, '')),
    markContent(tag, { type = '' } = {}) {
      content.push(`/${tag} <<\n/Type /${type}\n>> BDC`);
    },
    endMarkedContent: () => void content.push('EMC'),
    struct(tag, { alt, bbox = [] } = {}) {
      if (alt !== undefined) alts.push(alt);
      shape.push(tag, ...bbox.map(String));
      return createElement(tag);
    },
    addStructure: () => undefined,
    addPage() {
      throw new Error('A document of several pages has no skeleton');
    },
  };
  const createElement = (tag: string): PdfElement => ({
    dictionary: { data: {}, write: () => undefined, end: () => undefined },
    add(child) {
      shape.push('+');
      if (typeof child !== 'function') return this;
      content.push(`/${tag} <<\n/MCID ${marks++}\n>> BDC`);
      child();
      content.push('EMC');
      return this;
    },
    end: () => void shape.push('.'),
  });
  return target;
}

function createRef({ shape, numberOf }: Recording): PdfRef {
  return {
    data: {},
    write: (chunk) => void shape.push(typeof chunk === 'string' ? chunk : `#${numberOf(chunk)}`),
    end: () => undefined,
  };
}
