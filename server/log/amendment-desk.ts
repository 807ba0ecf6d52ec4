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
  certificatesOf(registration: string): Promise<{ code: string; kind: string; issuedAt: Date }[]>;
  revoke(code: string, by: By): Promise<void>;
  replace(code: string, by: By): Promise<unknown>;
}

export interface AmendmentDesk extends Repeated {
  withdraw(request: AmendRequest): Promise<AmendmentDocument>;
  correctName(request: AmendRequest, corrected: CorrectedName): Promise<AmendmentDocument>;
  /** Applies what was left half-way; the number of amendments applied. */
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

/** The desk; its sweep runs when it is started. */
export function createAmendmentDesk(options: DeskOptions): AmendmentDesk {
  const { amendments, store, clock, logger } = options;
  const follow = async (amendment: AmendmentDocument, by: AmendRequest['by']) => {
    // The amendment stands, whatever becomes of the documents: the sweep tries again.
    await apply(options, amendment, by).catch((error) =>
      logger.warn({ error: String(error) }, 'Certificates have not followed an amendment yet'),
    );
    return amendment;
  };
  const applyLeft = async () => {
    const left = await store.listUnapplied(new Date(clock.now().getTime() - LEFT_MS));
    for (const one of left) await apply(options, one, { actor: SYSTEM_ACTOR, address: '' });
    return left.length;
  };
  const quietly = () =>
    applyLeft().catch((error) =>
      logger.warn({ error: String(error) }, 'Certificates have not followed an amendment yet'),
    );
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
  { _id, kind, registration, reason, at }: AmendmentDocument,
  by: AmendRequest['by'],
): Promise<void> {
  const held = await certificates.certificatesOf(registration);
  for (const one of held) {
    // Issued since: it has followed already.
    if (one.issuedAt > at) continue;
    if (kind === 'correction') {
      await certificates.replace(one.code, { ...by, reason: 'name-wrong', note: reason });
    } else if (one.kind === 'declaration') {
      await certificates.revoke(one.code, { ...by, reason: 'signature-withdrawn', note: reason });
    }
  }
  await store.setApplied(_id, clock.now());
}
