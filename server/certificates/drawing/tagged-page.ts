// A page on which everything is either read aloud (a tagged element) or decoration (an artifact).
import { fill, stroke } from './colours.ts';
import { mm, operand } from './curves.ts';
import type { Face } from './face.ts';
import type { Faces } from './face-memory.ts';
import type { FontName } from './fonts.ts';
import { type PackedForm, type Placement, placed } from './form.ts';
import type { PageTarget, PdfElement, PdfRef } from './pdf-document.ts';
import type { Measure } from './text-lines.ts';

/** Face, size in points, colour; `gap` is the distance of baselines as a factor of the size. */
export interface TextStyle {
  font: FontName;
  size: number;
  colour: string;
  gap: number;
  /** Extra space between letters as a factor of the size. */
  tracking?: number;
}

/** A line with its left edge and baseline, in millimetres from the page's upper left. */
export interface PlacedLine {
  text: string;
  x: number;
  y: number;
}

/** A line with its width in millimetres. */
export interface MeasuredLine {
  text: string;
  width: number;
}

/** Left, top, right, bottom in millimetres. */
export type Box = readonly [number, number, number, number];

/** Structure types that certificates use (ISO 32000-1, 14.8.4). */
export type Tag =
  | ('Document' | 'H1' | 'H2' | 'P' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Figure' | 'Form')
  | ('Table' | 'TR' | 'TH' | 'TD');

/** What a table's head cell is the head of, and over how many columns a cell goes. */
export interface CellFacts {
  scope?: 'Column' | 'Row';
  span?: number;
}

/** Draws on one page after the other; all lengths are millimetres, y grows downwards. */
export class TaggedPage {
  readonly #doc: PageTarget;
  readonly #faces: Faces;
  readonly #root: PdfElement;
  readonly #refs = new Map<PackedForm, PdfRef>();
  readonly #fonts = new Map<Face, PdfRef>();
  readonly #opened: PdfElement[] = [];
  #parent: PdfElement;
  #names = 0;

  constructor(doc: PageTarget, faces: Faces) {
    this.#doc = doc;
    this.#faces = faces;
    this.#root = doc.struct('Document');
    doc.addStructure(this.#root);
    this.#parent = this.#root;
  }

  /** A text's width in millimetres. */
  measure({ font, size, tracking = 0 }: Omit<TextStyle, 'colour' | 'gap'>): Measure {
    const face = this.#faces[font];
    const scale = size / 1000 / mm(1);
    return (text) => (face.width(text) + Math.max(0, text.length - 1) * tracking * 1000) * scale;
  }

  /** Lines of a text, broken once for a style and `key`: most texts are on every certificate. */
  remembered(
    style: TextStyle,
    key: string,
    make: (measure: Measure) => MeasuredLine[],
  ): readonly MeasuredLine[] {
    const { lines } = this.#faces[style.font];
    return lines.get(`${style.size} ${style.tracking} ${key}`, () => make(this.measure(style)));
  }

  /** Decoration: screen readers skip what `draw` puts on the page. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.#doc.markContent('Artifact', { type });
    draw();
    this.#doc.endMarkedContent();
  }

  /** Elements made in `children` become children of a new element. */
  group(tag: Tag, children: () => void): void {
    const before = this.#parent;
    const element = this.#doc.struct(tag);
    before.add(element);
    this.#parent = element;
    children();
    element.end();
    this.#parent = before;
  }

  /** A paragraph or heading of lines. */
  text(tag: Tag, lines: PlacedLine[], style: TextStyle): void {
    const element = this.#doc.struct(tag);
    this.#parent.add(element);
    element.add(() => this.lines(lines, style));
    element.end();
  }

  /** A table's cell with its lines (an empty one has none); `children` are further elements in it. */
  cell(
    tag: 'TH' | 'TD',
    lines: PlacedLine[],
    style: TextStyle,
    { scope, span }: CellFacts = {},
    children: () => void = () => undefined,
  ): void {
    const element = this.#doc.struct(tag);
    if (scope || span) {
      const facts = { O: 'Table', ...(scope && { Scope: scope }), ...(span && { ColSpan: span }) };
      element.dictionary.data.A = facts;
    }
    this.#parent.add(element);
    if (lines.length > 0) element.add(() => this.lines(lines, style));
    const before = this.#parent;
    this.#parent = element;
    children();
    this.#parent = before;
    element.end();
  }

  /** An element that stays open over pages; what follows becomes its children until `shut`. */
  open(tag: Tag): void {
    const element = this.#doc.struct(tag);
    this.#parent.add(element);
    this.#opened.push(this.#parent);
    this.#parent = element;
  }

  /** Ends the element opened last. */
  shut(): void {
    const before = this.#opened.pop();
    if (!before) throw new Error('No element is open');
    this.#parent.end();
    this.#parent = before;
  }

  /** Goes on on a new page of the same size. */
  turn(): void {
    const { width, height } = this.#doc.page;
    this.#doc.addPage({ size: [width, height], margin: 0 });
  }

  /** A picture with the words that stand for it. */
  figure(alt: string, box: Box, draw: () => void): void {
    const element = this.#doc.struct('Figure', { alt, bbox: box.map(mm) });
    this.#parent.add(element);
    element.add(draw);
    element.end();
  }

  /** Lines without a tag of their own: inside `artifact` or `figure` only. */
  lines(lines: PlacedLine[], { font, size, colour, tracking = 0 }: TextStyle): void {
    const face = this.#faces[font];
    const spacing = tracking ? `${(tracking * size).toFixed(4)} Tc` : '0 Tc';
    const shown = lines.map(({ text, x, y }, i) => {
      // The space keeps words apart for readers that join the lines of a paragraph.
      const ending = i < lines.length - 1 ? ' ' : '';
      return `1 0 0 -1 ${operand(mm(x))} ${operand(mm(y))} Tm ${face.show(text + ending, size)}`;
    });
    const start = `BT /${this.#use(face)} ${operand(size)} Tf ${fill(colour)} ${spacing}`;
    this.#write([start, ...shown, 'ET'].join('\n'));
  }

  /** Operators onto the page; as bytes, since pdfkit turns text into bytes letter by letter. */
  #write(operators: string): void {
    this.#doc.addContent(Buffer.from(`${operators}\n`, 'latin1'));
  }

  /** The face's name, once the document and this page have it. */
  #use(face: Face): string {
    const { fonts } = this.#doc.page;
    if (!fonts[face.name]) {
      const ref = this.#fonts.get(face) ?? face.embed(this.#doc);
      this.#fonts.set(face, ref);
      fonts[face.name] = ref;
    }
    return face.name;
  }

  /** Operators in millimetres at a placement. */
  operators(operators: string, placement: Placement = {}): void {
    this.#write(placed({ scale: mm(1) }, placed(placement, operators)));
  }

  /** A shared drawing at a placement. */
  form(form: PackedForm, placement: Placement = {}): void {
    const ref = this.#embed(form);
    const { xobjects } = this.#doc.page;
    const known = Object.keys(xobjects).find((name) => xobjects[name] === ref);
    const name = known ?? `X${++this.#names}`;
    xobjects[name] = ref;
    this.operators(`/${name} Do`, placement);
  }

  /** A hairline as decoration. */
  rule(x: number, y: number, length: number, look: { colour: string; width: number }): void {
    const line = `${operand(x)} ${operand(y)} m ${operand(x + length)} ${operand(y)} l S`;
    this.artifact(() => this.operators(`${stroke(look.colour)} ${look.width} w ${line}`));
  }

  /** Hands the root element to what adds a form field, and closes the tree. */
  close(add: (root: PdfElement) => void): void {
    add(this.#root);
    this.#root.end();
  }

  #embed(form: PackedForm): PdfRef {
    const known = this.#refs.get(form);
    if (known) return known;
    const uses = Object.entries(form.uses).map(([name, used]) => [name, this.#embed(used)]);
    const ref = this.#doc.ref({
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [...form.extent],
      Resources: uses.length > 0 ? { XObject: Object.fromEntries(uses) } : {},
      Filter: 'FlateDecode',
    });
    ref.write(form.deflated);
    ref.end();
    this.#refs.set(form, ref);
    return ref;
  }
}
