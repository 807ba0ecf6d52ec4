// Everything that is stored about one person, read by the inventory's own leads.
import type { Connection } from '../core/database.ts';
import { type ErasureScope, filterOf } from './erasure-plan.ts';
import { INVENTORY } from './inventory.ts';
import type { Holding } from './inventory-shape.ts';

/** The documents of one collection, as they are stored but for what lets somebody in. */
export interface OwnSection {
  name: string;
  show: readonly string[];
  documents: Record<string, unknown>[];
}

/** More of one kind are in no page and no export: an event of a day has far fewer. */
const DOCUMENTS_MAX = 2_000;
/** Files are downloads of their own; rows of a list are other people's. */
const TOO_LARGE = { bytes: 0, 'data.rows': 0 };

/** All sections that hold something, in the inventory's order. */
export async function readOwnData(
  connection: Connection,
  scope: ErasureScope & { person: NonNullable<ErasureScope['person']> },
): Promise<OwnSection[]> {
  const sections: OwnSection[] = [];
  for (const holding of INVENTORY) {
    const filter = ownFilter(holding, scope);
    if (!filter || !holding.show) continue;
    const hidden = Object.fromEntries((holding.hidden ?? []).map((field) => [field, 0]));
    const documents = await connection
      .collection(holding.name)
      .find(filter, { projection: { ...TOO_LARGE, ...hidden } })
      .sort({ _id: 1 })
      .limit(DOCUMENTS_MAX)
      .toArray();
    if (documents.length > 0) {
      sections.push({ name: holding.name, show: holding.show, documents: documents.map(clean) });
    }
  }
  return sections;
}

const ownFilter = ({ of }: Holding, scope: ErasureScope & { person: { registration: string } }) => {
  if (of === undefined || of === 'import' || of === 'region') return undefined;
  return of === 'certificates'
    ? { session: scope.session, subject: scope.person.registration }
    : filterOf(of, scope);
};

/** Without who of the staff did it, and from where: names and addresses of theirs are theirs. */
function clean(document: Record<string, unknown>): Record<string, unknown> {
  const { by: _by, answeredBy: _answered, decidedBy: _decided, actor, ...rest } = document;
  const isOwn = actor === undefined || valueAt(actor, 'kind') === 'official';
  return isOwn ? rest : { ...rest, address: '' };
}

/** A value under a dotted path; undefined where there is none. */
export const valueAt = (document: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([name]) => name === key)?.[1];
  }, document);
