// Is what a certificate speaks of in the public log? The proof is computed here, not believed.
import { X509Certificate } from 'node:crypto';
import type { IssuedCertificate } from '../certificates/index.ts';
import { isPersonal } from '../certificates/index.ts';
import type { SealKeys } from '../keys/index.ts';
import { readStatement, type SignedHead, verifyHead, verifyInclusion } from '../proofs/index.ts';

/** What this check asks of the log. */
export interface LogDoor {
  inclusionOf(
    session: string,
    leafHash: string,
  ): Promise<{ index: number; head: SignedHead; proof: Buffer[] } | undefined>;
  headAt(session: string, size: number): Promise<SignedHead | undefined>;
  stateOf(session: string): Promise<{ pending: number }>;
  /** What became of a signature later, by its id. */
  standingOf(signature: string): Promise<{ withdrawnAt: Date | undefined } | undefined>;
}

/**
 * INCLUDED: the leaf is under a signed head. HEAD_KNOWN: a long document states a head that the log
 * has. PENDING: signed a moment ago, no head covers it yet. NOT_IN_LOG, WRONG_PROOF: it fails.
 * WITHDRAWN: the leaf is there, and a later one withdraws it.
 * NOT_SIGNED: the holder did not sign, so there is no leaf. NOT_STATED: the document names none.
 */
export type LogReason =
  | 'INCLUDED'
  | 'HEAD_KNOWN'
  | 'PENDING'
  | 'NOT_IN_LOG'
  | 'WRONG_PROOF'
  | 'WITHDRAWN'
  | 'NOT_SIGNED'
  | 'NOT_STATED'
  | 'NOT_FOUND';

export interface LogCheck {
  holds: boolean | null;
  reason: LogReason;
  /** The leaf that was looked for. */
  leafHash?: string;
  /** Its place, from 0. */
  index?: number;
  withdrawnAt?: Date;
  /** The head that was computed against. */
  head?: SignedHead;
}

export interface LogCheckOptions {
  log: LogDoor;
  keys: Pick<SealKeys, 'evidenceCertificates'>;
}

/** Checks the leaf or the head that a certificate names. */
export async function checkLog(
  options: LogCheckOptions,
  certificate: IssuedCertificate,
): Promise<LogCheck> {
  const { data, session } = certificate;
  if (!isPersonal(data)) return checkHead(options, session, data.log);
  const leafHash =
    data.kind === 'declaration' ? data.leafHash : statedLeaf(data.statement, certificate.erased);
  if (leafHash === null) return { holds: null, reason: 'NOT_STATED' };
  if (leafHash === undefined) return { holds: null, reason: 'NOT_SIGNED' };
  const check = await checkLeaf(options, session, leafHash);
  const standing = certificate.signature && (await options.log.standingOf(certificate.signature));
  const withdrawnAt = standing ? standing.withdrawnAt : undefined;
  if (!check.holds || !withdrawnAt) return { ...check, leafHash };
  // Who attended did so, whatever became of their signature.
  const holds = data.kind === 'declaration' ? false : null;
  return { ...check, leafHash, holds, reason: 'WITHDRAWN', withdrawnAt };
}

/** The leaf in a statement; undefined when its holder did not sign, null without a statement. */
function statedLeaf(
  statement: string | undefined,
  erased: IssuedCertificate['erased'],
): string | undefined | null {
  // The statement held the name; what it said of the log was kept.
  if (erased?.leafHash) return erased.leafHash;
  const read = statement === undefined ? undefined : readStatement(statement);
  return read ? read.statement.leafHash : null;
}

async function checkLeaf(
  { log, keys }: LogCheckOptions,
  session: string,
  leafHash: string,
): Promise<LogCheck> {
  const found = await log.inclusionOf(session, leafHash);
  if (!found) {
    const { pending } = await log.stateOf(session);
    return pending > 0
      ? { holds: null, reason: 'PENDING' }
      : { holds: false, reason: 'NOT_IN_LOG' };
  }
  const { index, head, proof } = found;
  const claim = { index, size: head.size, proof, root: Buffer.from(head.root, 'hex') };
  const holds =
    verifyInclusion({ ...claim, leafHash: Buffer.from(leafHash, 'hex') }) &&
    isOurs(head, session, keys.evidenceCertificates);
  return { holds, reason: holds ? 'INCLUDED' : 'WRONG_PROOF', index, head };
}

/** A long document's rows are proven one by one in the evidence bundle; here, that its head is true. */
async function checkHead(
  { log, keys }: LogCheckOptions,
  session: string,
  stated: { size: number; root: string } | null,
): Promise<LogCheck> {
  if (!stated) return { holds: null, reason: 'NOT_STATED' };
  const head = await log.headAt(session, stated.size);
  if (!head) return { holds: false, reason: 'NOT_IN_LOG' };
  const holds = head.root === stated.root && isOurs(head, session, keys.evidenceCertificates);
  return { holds, reason: holds ? 'HEAD_KNOWN' : 'WRONG_PROOF', head };
}

/** The head's signature, by the evidence key of its year, over exactly what it is said to state. */
function isOurs(
  head: SignedHead,
  session: string,
  certificates: SealKeys['evidenceCertificates'],
): boolean {
  const certificate = certificates.find(({ keyId }) => keyId === head.keyId);
  if (!certificate) return false;
  const signed = verifyHead(head.text, head.signature, new X509Certificate(certificate.pem));
  return signed?.session === session && signed.size === head.size && signed.root === head.root;
}
