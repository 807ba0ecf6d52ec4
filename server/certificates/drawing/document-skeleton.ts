// A document as pdfkit made it, taken apart at what differs from one certificate to the next.
import { inflateSync } from 'node:zlib';
import { assertSafe, type DocumentFacts, deflateContent, fileId } from './pdf-document.ts';

/** What is put into a skeleton. */
export interface Filling {
  facts: Omit<DocumentFacts, 'size'>;
  content: Buffer;
  alts: string[];
}

/** Makes the bytes of a document. */
export type Skeleton = (filling: Filling) => Buffer;

/** What stands in a skeleton's document for what differs. */
export const TOKENS = {
  title: 'IkrarTokenTitle',
  code: 'IkrarTokenCode',
  createdAt: new Date('1999-12-31T23:59:58Z'),
  alt: (index: number): string => `IkrarTokenAlt${index}`,
};

/** An object of the file: its number, and its bytes for a filling. */
interface Part {
  id: number;
  write(filling: Filling): Buffer;
}

/**
 * Takes a document apart that was drawn with TOKENS for its facts. `contentId` is the number of
 * the page's content; it must be `content`, or what was recorded is not what pdfkit draws.
 */
export function cutSkeleton(pdf: Buffer, contentId: number, content: Buffer): Skeleton {
  const text = pdf.toString('latin1');
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) =>
    Number(at),
  );
  const order = offsets.map((at, i) => ({ at, id: i + 1 })).sort((a, b) => a.at - b.at);
  const parts = order.map(({ at, id }, i): Part => {
    const bytes = pdf.subarray(at, order[i + 1]?.at ?? table);
    if (id === contentId) return contentPart(id, bytes, content);
    return objectPart(id, bytes);
  });
  const head = pdf.subarray(0, order[0]?.at);
  const trailer = text.slice(text.indexOf('trailer\n', table), text.lastIndexOf('startxref'));
  return (filling) => {
    assertSafe(filling.facts);
    const written = parts.map((part) => part.write(filling));
    return Buffer.concat([
      head,
      ...written,
      crossReferences(head, parts, written, trailer, filling),
    ]);
  };
}

/** The table of objects, the trailer and the end (ISO 32000-1, 7.5.4 and 7.5.5). */
function crossReferences(
  head: Buffer,
  parts: Part[],
  written: Buffer[],
  trailer: string,
  { facts }: Filling,
): Buffer {
  const lines: string[] = [];
  let at = head.length;
  parts.forEach(({ id }, i) => {
    lines[id - 1] = `${String(at).padStart(10, '0')} 00000 n \n`;
    at += written[i]?.length ?? 0;
  });
  const id = fileId(facts).toString('hex');
  const table = `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${lines.join('')}`;
  const named = trailer.replace(/\/ID \[.*\]/, `/ID [<${id}> <${id}>]`);
  return Buffer.from(`${table}${named}startxref\n${at}\n%%EOF\n`, 'latin1');
}

/** The page's content, compressed. */
function contentPart(id: number, bytes: Buffer, recorded: Buffer): Part {
  const start = bytes.indexOf('stream\n', 0, 'latin1') + 7;
  const end = bytes.lastIndexOf('\nendstream', undefined, 'latin1');
  if (!inflateSync(bytes.subarray(start, end)).equals(recorded)) {
    throw new Error('The page was recorded otherwise than pdfkit draws it');
  }
  const header = bytes.toString('latin1', 0, start);
  return {
    id,
    write({ content }) {
      const deflated = deflateContent(content);
      const own = header.replace(/\/Length \d+/, `/Length ${deflated.length}`);
      return Buffer.concat([Buffer.from(own, 'latin1'), deflated, bytes.subarray(end)]);
    },
  };
}

const TOKEN = /\(IkrarToken(?:Title|Code|Alt\d+)\)|\(D:19991231235958Z\)/g;

function objectPart(id: number, bytes: Buffer): Part {
  const text = bytes.toString('latin1');
  if (text.includes('/Type /Metadata')) return metadataPart(id, bytes.toString('utf8'));
  // Streams are compressed and hold no tokens: what has one is a dictionary or a string.
  if (text.search(TOKEN) < 0) return { id, write: () => bytes };
  return {
    id,
    write: (filling) =>
      Buffer.from(
        text.replace(TOKEN, (token) => literal(token, filling)),
        'latin1',
      ),
  };
}

/** What stands for a token in a dictionary. */
function literal(token: string, { facts, alts }: Filling): string {
  if (token.startsWith('(D:'))
    return `(D:${facts.createdAt.toISOString().replace(/\D/g, '').slice(0, 14)}Z)`;
  if (token.includes('Title')) return pdfText(facts.title);
  if (token.includes('Code')) return pdfText(facts.code);
  return pdfText(alts[Number(/\d+/.exec(token)?.[0])] ?? '');
}

/** A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, everything else in UTF-16. */
function pdfText(text: string): string {
  const bytes = /^\p{ASCII}*$/u.test(text)
    ? text
    : Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('latin1');
  const escapes: Record<string, string> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' };
  return `(${bytes.replace(/[\n\r\t\b\f()\\]/g, (one) => `\\${escapes[one] ?? one}`)})`;
}

/** The XMP, with both of pdfkit's lengths: letters, then bytes. */
function metadataPart(id: number, text: string): Part {
  const start = text.indexOf('stream\n') + 7;
  const end = text.lastIndexOf('\nendstream');
  const [header, xml, rest] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  return {
    id,
    write({ facts }) {
      const date = `${facts.createdAt.toISOString().slice(0, 19)}Z`;
      const own = xml
        .replaceAll(TOKENS.title, facts.title)
        .replaceAll(TOKENS.code, facts.code)
        .replaceAll('1999-12-31T23:59:58Z', date);
      const lengths = header
        .replace(/\/length \d+/, `/length ${own.length}`)
        .replace(/\/Length \d+/, `/Length ${Buffer.byteLength(own)}`);
      return Buffer.from(lengths + own + rest);
    },
  };
}
