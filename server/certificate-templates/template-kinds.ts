// The kinds whose wording can be changed: their built-in text, their fields, and a gallery to begin from.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtInWording, parseBlocks, type WordingSource } from '../certificates/index.ts';
import type { KindSpec } from './check-template.ts';
import { EDITABLE_KINDS, type EditableKind, fieldsOf } from './template-fields.ts';

/** A ready wording; `name` is its file's. */
export interface GalleryEntry {
  name: string;
  title: string;
  about: string;
  source: string;
}

/** All that is known of a kind before anybody has written for it. */
export interface TemplateKind {
  kind: EditableKind;
  builtIn: WordingSource;
  spec: KindSpec;
  gallery: GalleryEntry[];
}

export type TemplateKinds = ReadonlyMap<EditableKind, TemplateKind>;

/** `{{!-- Title: what it is for. --}}` begins each file of the gallery. */
const HEAD = /^\{\{!--\s*([^:]+):\s*(.+?)\s*--\}\}/s;

async function readGallery(folder: string): Promise<GalleryEntry[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.hbs')).sort();
  return Promise.all(
    files.map(async (file) => {
      const source = await readFile(join(folder, file), 'utf8');
      const [, title, about] = HEAD.exec(source) ?? [];
      if (!title || !about) throw new Error(`${folder}/${file} does not begin with its title`);
      return { name: file.slice(0, -'.hbs'.length), title, about, source };
    }),
  );
}

/** Reads the built-in wordings and the gallery (`templates` is templates/certificates). */
export async function loadTemplateKinds(templates: string): Promise<TemplateKinds> {
  const kinds = await Promise.all(
    EDITABLE_KINDS.map(async (kind): Promise<TemplateKind> => {
      const builtIn = await builtInWording(templates, kind);
      const blocks = parseBlocks(builtIn.source);
      const gallery = await readGallery(join(templates, 'gallery', kind));
      return { kind, builtIn, spec: { kind, blocks, fields: fieldsOf(kind) }, gallery };
    }),
  );
  return new Map(kinds.map((one) => [one.kind, one]));
}

/** What is known of a kind; throws for one that is not editable. */
export function kindOf(kinds: TemplateKinds, kind: EditableKind): TemplateKind {
  const found = kinds.get(kind);
  if (!found) throw new Error(`There is no wording of kind ${kind}`);
  return found;
}
