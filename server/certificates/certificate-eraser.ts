// Erases what certificates hold of people: names, marks, QR statements and the files themselves.
// Number, codes, hash, leaf and what a check needs of the file stay, and so does their state.
import { sha256Hex } from '../core/canonical.ts';
import type { ClientSession, Connection } from '../core/database.ts';
import { readStatement } from '../proofs/index.ts';
import { sealedBy } from '../sealing/index.ts';
import {
  type CertificateDocument,
  certificateModel,
  type ErasedFile,
} from './certificate-model.ts';

/** Whose certificates: one person's and the documents of many rows that name them, or everybody's. */
export interface ErasedHolder {
  session: string;
  /** Null: everybody of the session. */
  person: { registration: string; leafHash: string | null } | null;
}

export interface CertificateEraser {
  /** Erases the next few in the given transaction; how many, 0 when nothing is left. */
  eraseSome(
    holder: ErasedHolder,
    how: { at: Date; mark: string },
    transaction: ClientSession,
  ): Promise<number>;
}

/** Certificates of one transaction: their files are read for what is kept of them. */
const AT_ONCE = 24;

const named = { $type: 'string' } as const;

/** Which still hold something of a person. `mark` is what stands in a name's place. */
export function erasableFilter({ session, person }: ErasedHolder, mark: string): object {
  const own = { 'data.holder.name': { $exists: true, $ne: mark } };
  if (!person) {
    const rows = [{ 'data.rows.name': named }, { 'data.rows.signed.name': named }];
    return { session, $or: [own, ...rows] };
  }
  const { registration, leafHash } = person;
  const mine = { subject: registration, ...own };
  if (leafHash === null) return { session, ...mine };
  return {
    session,
    $or: [
      mine,
      { 'data.rows': { $elemMatch: { leafHash, name: named } } },
      { 'data.rows': { $elemMatch: { 'signed.leafHash': leafHash, 'signed.name': named } } },
    ],
  };
}

/** The eraser on this connection; `sealCertificates` are PEM or DER of all keys that sealed. */
export function createCertificateEraser(options: {
  connection: Connection;
  sealCertificates(): readonly Buffer[];
}): CertificateEraser {
  const model = certificateModel(options.connection);
  return {
    async eraseSome(holder, { at, mark }, transaction) {
      const seals = options.sealCertificates();
      const found = await model
        .find(erasableFilter(holder, mark), null, { session: transaction })
        .limit(AT_ONCE);
      if (found.length === 0) return 0;
      for (const one of found) {
        // A reservation without its file is taken back: nothing was issued.
        if (one.sha256 === null) await one.deleteOne({ session: transaction });
        else {
          const change = changeOf(one, { at, mark, seals });
          await model.updateOne({ _id: one._id }, change, { session: transaction });
        }
      }
      return found.length;
    },
  };
}

interface How {
  at: Date;
  mark: string;
  seals: readonly Buffer[];
}

function changeOf(one: CertificateDocument, how: How) {
  const { bytes, data, revoked } = one;
  const isOwn = 'holder' in data;
  const $set = {
    bytes: null,
    erased: keptOf(one, bytes, how),
    ...(isOwn && { 'data.holder.name': how.mark, 'data.holder.acting': null }),
    ...(isOwn && 'mark' in data && { 'data.mark': null }),
    ...(!isOwn && { 'data.rows': [] }),
    ...(revoked?.note && { 'revoked.note': '' }),
  };
  return isOwn ? { $set, $unset: { 'data.statement': true as const } } : { $set };
}

function keptOf(
  { data, erased }: CertificateDocument,
  bytes: Buffer | null,
  { at, seals }: How,
): ErasedFile {
  if (erased || !bytes) return erased ?? { at, size: 0, seal: null, leafHash: null };
  const seal = seals[sealedBy(bytes, seals)];
  const { statement } = data;
  const read = statement === undefined ? undefined : readStatement(statement);
  return {
    at,
    size: bytes.length,
    seal: seal ? sha256Hex(seal) : null,
    leafHash: read?.statement.leafHash ?? null,
  };
}
