// Dossiers: the minutes and a moment of evidence are fixed when one is made; its ZIP is streamed.
import type { Audit } from '../audit/index.ts';
import type { IssuedCertificate } from '../certificates/index.ts';
import type { actorOf } from '../control/index.ts';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import { zipStream } from '../core/zip-stream.ts';
import type { EvidenceService } from '../evidence/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import { dossierMembers, REHEARSAL_MARK } from './dossier-members.ts';
import type { Dossier } from './dossier-model.ts';
import type { RollSources } from './dossier-sources.ts';
import type { DossierStore } from './dossier-store.ts';
import type { RollWords } from './roll-columns.ts';

/** Who asks, and from where. */
export type DossierActor = ReturnType<typeof actorOf>;

export interface DossierFile {
  name: string;
  stream: ReadableStream<Uint8Array>;
}

export interface DossierService {
  /**
   * Issues the minutes or takes those that are there, and holds a moment of evidence. Throws what
   * issuing the minutes throws: NotIssuableError before the end, among others.
   */
  make(session: SessionDocument, by: DossierActor): Promise<Dossier>;
  /** The newest ones first. */
  list(session: SessionDocument, limit: number): Promise<Dossier[]>;
  /** A dossier's ZIP, made while it is read; throws NOT_FOUND. The audit has it before. */
  open(
    session: SessionDocument,
    asked: { id: string; words: RollWords },
    by: DossierActor,
  ): Promise<DossierFile>;
}

export interface DossierDependencies {
  database: Pick<Database, 'transaction'>;
  store: DossierStore;
  audit: Pick<Audit, 'write'>;
  documents: {
    issueMinutes(session: SessionDocument): Promise<Pick<IssuedCertificate, 'code' | 'number'>>;
    fileOf(code: string): Promise<Uint8Array>;
    evidence: Pick<EvidenceService, 'make' | 'open'>;
  };
  roll: RollSources;
  time: { clock: Clock; random: RandomSource };
}

/** The service; it keeps nothing in memory. */
export function createDossierService(deps: DossierDependencies): DossierService {
  const { database, store, audit, documents, roll, time } = deps;
  const { evidence } = documents;
  return {
    async make(session, { actor, address }) {
      const { code, number } = await documents.issueMinutes(session);
      const bundle = await evidence.make(session, { actor, address });
      const dossier: Dossier = {
        ...{ _id: newId(time.random), schemaVersion: 1, session: session._id },
        ...{ madeAt: time.clock.now(), by: actor, minutes: { code, number }, bundle: bundle._id },
      };
      const data = { dossier: dossier._id, bundle: bundle._id, minutes: number };
      const where = { actor, address, session: session._id };
      await database.transaction(async (transaction) => {
        await store.insert(dossier, transaction);
        await audit.write({ event: 'dossier.made', data, ...where }, transaction);
      });
      return dossier;
    },
    list: (session, limit) => store.listOfSession(session._id, limit),
    async open(session, { id, words }, { actor, address }) {
      const dossier = await store.find(id);
      if (dossier?.session !== session._id) throw new AppError('NOT_FOUND');
      const by = { actor, address };
      const where = { ...by, session: session._id };
      await audit.write({ event: 'dossier.downloaded', data: { dossier: id }, ...where });
      const members = dossierMembers(roll, {
        ...{ dossier, session, words },
        minutes: await documents.fileOf(dossier.minutes.code),
        evidence: {
          name: `bukti-${session.slug}.zip`,
          async open() {
            const asked = { id: dossier.bundle, part: 'log' } as const;
            return (await evidence.open(session, asked, by)).stream;
          },
        },
      });
      const mark = session.kind === 'rehearsal' ? REHEARSAL_MARK : '';
      const name = `${mark}berkas-acara-${session.slug}.zip`;
      return { name, stream: zipStream(members, dossier.madeAt) };
    },
  };
}
