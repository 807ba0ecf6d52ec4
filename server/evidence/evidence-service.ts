// Evidence bundles: a moment is held by one transaction; its two files are streamed from it.
import type { Audit, AuditActor } from '../audit/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { RandomSource } from '../core/random.ts';
import { type ZipSource, zipStream } from '../core/zip-stream.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { bundleMembers } from './bundle-members.ts';
import { readMoment } from './bundle-moment.ts';
import type { BundleFacts, EvidenceBundle } from './evidence-model.ts';
import type { EvidenceSources } from './evidence-sources.ts';
import type { EvidenceStore } from './evidence-store.ts';

/** Who asks, and from where. */
export interface EvidenceActor {
  actor: AuditActor;
  address: string;
}

/** `log` is the bundle itself, `pdf` its second file. */
export type BundlePart = 'log' | 'pdf';

export interface EvidenceFile {
  name: string;
  stream: ReadableStream<Uint8Array>;
}

export interface EvidenceService {
  /** Holds this moment; the audit has it. */
  make(session: SessionDocument, by: EvidenceActor): Promise<BundleFacts>;
  /** The newest ones first. */
  list(session: SessionDocument, limit: number): Promise<BundleFacts[]>;
  /** A bundle's file, made while it is read; throws NOT_FOUND. The audit has it before. */
  open(
    session: SessionDocument,
    asked: { id: string; part: BundlePart },
    by: EvidenceActor,
  ): Promise<EvidenceFile>;
}

export interface EvidenceDependencies {
  database: Pick<Database, 'transaction'>;
  store: EvidenceStore;
  audit: Pick<Audit, 'write'>;
  sources: EvidenceSources;
  /** templates/evidence/README.txt */
  readme: string;
  time: { clock: Clock; random: RandomSource };
}

/** The service; it keeps nothing in memory. */
export function createEvidenceService(deps: EvidenceDependencies): EvidenceService {
  const { database, store, audit, sources, readme, time } = deps;
  return {
    async make(session, { actor, address }) {
      const bundle = await readMoment(sources, { session, by: actor }, time);
      const data = { bundle: bundle._id };
      const where = { actor, address, session: session._id };
      await database.transaction(async (transaction) => {
        await store.insert(bundle, transaction);
        await audit.write({ event: 'evidence.made', data, ...where }, transaction);
      });
      return bundle;
    },
    list: (session, limit) => store.listOfSession(session._id, limit),
    async open(session, { id, part }, { actor, address }) {
      const bundle = await store.find(id);
      if (bundle?.session !== session._id) throw new AppError('NOT_FOUND');
      const where = { actor, address, session: session._id };
      await audit.write({ event: 'evidence.downloaded', data: { bundle: id, part }, ...where });
      const members =
        part === 'log'
          ? bundleMembers(sources, { bundle, session, readme })
          : pdfMembers(sources, bundle);
      const name = `bukti-${session.slug}${part === 'pdf' ? '-pdf' : ''}.zip`;
      return { name, stream: zipStream(members, bundle.madeAt) };
    },
  };
}

/**
 * All PDFs by their number, revoked ones included, those that were erased left out; they are
 * compressed already.
 */
async function* pdfMembers(
  { archive }: EvidenceSources,
  { certificates }: EvidenceBundle,
): AsyncGenerator<ZipSource, void, undefined> {
  for await (const { number, bytes } of archive.files(certificates)) {
    if (bytes) yield { name: `${number}.pdf`, bytes: [bytes], compress: false };
  }
}
