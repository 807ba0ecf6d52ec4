// Everything that a session has issued, revoked ones included, read one after the other: for what
// leaves the platform as a whole.
import type { Connection } from '../core/database.ts';
import type { CertificateKind } from './certificate-data.ts';
import {
  type CertificateDocument,
  certificateModel,
  type ErasedFile,
  type Revocation,
} from './certificate-model.ts';

/** What an issued certificate is, without any name. */
export interface ArchivedFacts {
  _id: string;
  number: string;
  code: string;
  kind: CertificateKind;
  sha256: string;
  /** Of its file, in bytes. */
  size: number;
  /** Of the signature that it is about; null for other kinds than the declaration. */
  leafHash: string | null;
  issuedAt: Date;
  templateVersion: string;
  revoked: Revocation | null;
  /** Set when its file was erased. */
  erased?: ErasedFile;
}

export interface ArchivedFile extends ArchivedFacts {
  /** Null: it was erased; `erased` says when. */
  bytes: Buffer | null;
}

export interface CertificateArchive {
  /** All issued ones in the order of their numbers. */
  facts(session: string): AsyncIterable<ArchivedFacts>;
  /** Those of these ids, in their order, with their files; a few at a time in memory. */
  files(ids: readonly string[]): AsyncIterable<ArchivedFile>;
}

const AT_ONCE = 10;

const plain = {
  number: 1,
  code: 1,
  kind: 1,
  sha256: 1,
  issuedAt: 1,
  templateVersion: 1,
  revoked: 1,
  leafHash: { $ifNull: ['$data.leafHash', null] },
  size: { $ifNull: ['$erased.size', { $binarySize: '$bytes' }] },
  erased: 1,
} as const;

/** The archive on this connection; it only reads. */
export function createCertificateArchive(connection: Connection): CertificateArchive {
  const model = certificateModel(connection);
  return {
    facts: (session) =>
      model
        .aggregate<ArchivedFacts>([
          { $match: { session, sha256: { $ne: null } } },
          { $project: plain },
          { $sort: { number: 1 } },
        ])
        .allowDiskUse(true)
        .cursor(),
    async *files(ids) {
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        const wanted = ids.slice(from, from + AT_ONCE);
        const found = await model.find({ _id: { $in: wanted }, sha256: { $ne: null } });
        const byId = new Map(found.map((one) => [one._id, one]));
        for (const id of wanted) yield fileOf(id, byId.get(id));
      }
    },
  };
}

function fileOf(id: string, found: CertificateDocument | undefined): ArchivedFile {
  const size = found?.bytes?.length ?? found?.erased?.size;
  if (!found?.sha256 || size === undefined) throw new Error(`The certificate ${id} has no file`);
  const { number, code, kind, sha256, bytes, data, issuedAt, templateVersion, revoked } = found;
  const leafHash = data.kind === 'declaration' ? data.leafHash : null;
  return {
    _id: id,
    ...{ number, code, kind, sha256, bytes, size, leafHash },
    ...{ issuedAt, templateVersion, revoked },
    ...(found.erased && { erased: found.erased }),
  };
}
