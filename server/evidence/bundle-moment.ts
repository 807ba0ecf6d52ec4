// The moment that a bundle shows: the newest head, and all certificates whose signature it covers.
import type { AuditActor } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { newId } from '../core/ids.ts';
import type { RandomSource } from '../core/random.ts';
import { type RevokedFile, revocationsText, type SignedHead } from '../proofs/index.ts';
import { REVOCATION_REASONS } from '../protocol/revocation-reasons.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { EvidenceBundle } from './evidence-model.ts';
import type { EvidenceSources } from './evidence-sources.ts';

/** Reads the moment. Everything that may change later (states, revocation lists) is held in it. */
export async function readMoment(
  { log, archive, keys }: Pick<EvidenceSources, 'log' | 'archive' | 'keys'>,
  { session, by }: { session: SessionDocument; by: AuditActor },
  { clock, random }: { clock: Clock; random: RandomSource },
): Promise<EvidenceBundle> {
  const head = await log.headOf(session._id);
  const found = await readCertificates({ log, archive }, session, head);
  const madeAt = clock.now();
  const issuingCrl = await keys.createCrl(madeAt);
  if (!issuingCrl) throw new Error('There is no revocation list of the issuing certificate');
  const text = revocationsText({ madeAt: madeAt.toISOString(), revoked: found.revoked });
  const { keyId, sign } = keys.evidence;
  return {
    _id: newId(random),
    schemaVersion: 1,
    session: session._id,
    madeAt,
    by,
    head: head ? { size: head.size, root: head.root } : null,
    totals: {
      certificates: found.ids.length,
      revoked: found.revoked.length,
      pdfBytes: found.pdfBytes,
      waiting: found.waiting,
    },
    certificates: found.ids,
    revocations: { text, signature: sign(Buffer.from(text, 'utf8')).toString('base64'), keyId },
    issuingCrl,
  };
}

interface Found {
  ids: string[];
  revoked: RevokedFile[];
  pdfBytes: number;
  waiting: number;
}

async function readCertificates(
  { log, archive }: Pick<EvidenceSources, 'log' | 'archive'>,
  session: SessionDocument,
  head: SignedHead | undefined,
): Promise<Found> {
  const found: Found = { ids: [], revoked: [], pdfBytes: 0, waiting: 0 };
  const numbers = new Map<string, string>();
  const ended: { row: RevokedFile; successor: string | null }[] = [];
  const covered = await coveredLeaves(log, session, head);
  for await (const one of archive.facts(session._id)) {
    if (one.leafHash && !covered.has(one.leafHash)) {
      // Issued within the two seconds that the log may be behind: the next bundle has it.
      found.waiting += 1;
      continue;
    }
    found.ids.push(one._id);
    found.pdfBytes += one.size;
    numbers.set(one.code, one.number);
    if (!one.revoked) continue;
    const { number, sha256, revoked } = one;
    const at = revoked.at.toISOString();
    const row = { number, sha256, at, reason: categoryOf(revoked.reason), replacedBy: null };
    ended.push({ row, successor: revoked.replacedBy });
  }
  found.revoked = ended.map(({ row, successor }) => ({
    ...row,
    replacedBy: successor === null ? null : (numbers.get(successor) ?? null),
  }));
  return found;
}

/** What was stored before there were categories is free text: it is not published. */
const categoryOf = (reason: string): string =>
  REVOCATION_REASONS.find((one) => one === reason) ?? 'other';

/** Hashes of the leaves under the head, read in one pass: thousands are asked for. */
async function coveredLeaves(
  log: Pick<EvidenceSources['log'], 'entries'>,
  { _id }: SessionDocument,
  head: SignedHead | undefined,
): Promise<Set<string>> {
  const covered = new Set<string>();
  if (!head) return covered;
  for await (const { index, leafHash } of log.entries(_id)) {
    if (index >= head.size) break;
    covered.add(leafHash);
  }
  return covered;
}
