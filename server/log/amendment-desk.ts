// An amendment and what follows from it: the person's certificates are replaced under the corrected
// name, or the declaration is revoked. A sweep finishes what a stopped process left half-way.
import type { AuditActor } from '../audit/index.ts';
import { SYSTEM_ACTOR } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/logger.ts';
import type { AmendmentDocument } from './amendment-model.ts';
import type { AmendmentService, AmendRequest, CorrectedName } from './amendment-service.ts';
import type { AmendmentStore } from './amendment-store.ts';
import { type Repeated, repeat } from './repeat.ts';

interface By {
  actor: AuditActor;
  address: string;
  /** A category; it is published. */
  reason: string;
  /** The person's own reason; for staff only. */
  note: string;
}

/** What is asked of the certificates. */
export interface CertificatesOfPeople {
  /** Those that count; `holder` as it is printed. */
  certificatesOf(
    registration: string,
  ): Promise<{ code: string; kind: string; holder: { name: string; acting: string } }[]>;
  /** Takes back what has a number and no file yet: it was begun from the facts of before. */
  dropReserved(registration: string): Promise<void>;
  revoke(code: string, by: By): Promise<void>;
  replace(code: string, by: By): Promise<unknown>;
}

export interface AmendmentDesk extends Repeated {
  withdraw(request: AmendRequest): Promise<AmendmentDocument>;
  correctName(request: AmendRequest, corrected: CorrectedName): Promise<AmendmentDocument>;
  /** Applies what was left half-way, and looks at recent ones again; how many were looked at. */
  applyLeft(): Promise<number>;
}

export interface DeskOptions {
  amendments: AmendmentService;
  store: AmendmentStore;
  certificates: CertificatesOfPeople;
  clock: Clock;
  logger: Logger;
}

/** Left alone so long: the process that made it may be at it. */
const LEFT_MS = 60_000;
/** Looked at again for so long: a document may have been under way from the facts of before. */
const AGAIN_MS = 3_600_000;

/** The desk; its sweep runs when it is started. */
export function createAmendmentDesk(options: DeskOptions): AmendmentDesk {
  const { amendments, store, clock, logger } = options;
  const notYet = (error: unknown) =>
    logger.warn({ error: String(error) }, 'Certificates have not followed an amendment yet');
  const follow = async (amendment: AmendmentDocument, by: AmendRequest['by']) => {
    // The amendment stands, whatever becomes of the documents: the sweep tries again.
    await apply(options, amendment, by).catch(notYet);
    return amendment;
  };
  const applyLeft = async () => {
    const now = clock.now().getTime();
    const left = await store.listToFollow(new Date(now - LEFT_MS), new Date(now - AGAIN_MS));
    for (const one of left) await follow(one, { actor: SYSTEM_ACTOR, address: '' });
    return left.length;
  };
  const quietly = () => applyLeft().catch(notYet);
  return {
    withdraw: async (request) => follow(await amendments.withdraw(request), request.by),
    correctName: async (request, corrected) =>
      follow(await amendments.correctName(request, corrected), request.by),
    applyLeft,
    ...repeat(quietly, () => LEFT_MS),
  };
}

async function apply(
  { store, certificates, clock }: DeskOptions,
  { _id, kind, signature, registration, reason }: AmendmentDocument,
  by: AmendRequest['by'],
): Promise<void> {
  const corrected = (await store.listOf(signature)).findLast((one) => one.personal)?.personal;
  await certificates.dropReserved(registration);
  for (const { code, kind: held, holder } of await certificates.certificatesOf(registration)) {
    // Compared with what holds now, not by moments: applying twice changes nothing.
    const isOld =
      corrected && (holder.name !== corrected.name || holder.acting !== corrected.acting);
    if (kind === 'correction' && isOld) {
      await certificates.replace(code, { ...by, reason: 'name-wrong', note: reason });
    } else if (kind === 'withdrawal' && held === 'declaration') {
      await certificates.revoke(code, { ...by, reason: 'signature-withdrawn', note: reason });
    }
  }
  await store.setApplied(_id, clock.now());
}
