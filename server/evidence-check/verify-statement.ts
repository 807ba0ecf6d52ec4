// A QR code's statement checked without any server: its signature, and whose key it is.
import { X509Certificate } from 'node:crypto';
import { type ReadStatement, readStatement, verifyStatement } from '../proofs/index.ts';
import { fingerprintOf, keyIdOf } from './key-ring.ts';
import type { Verdict } from './verify-bundle.ts';

export interface StatementVerification {
  verdict: Verdict;
  /** Why it is none that is true; undefined when it is. */
  lie: 'STATEMENT_FORM' | 'STATEMENT_KEY' | 'STATEMENT_SIGNATURE' | 'STATEMENT_ROOT' | undefined;
  statement: ReadStatement | undefined;
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
const CHAIN_MAX = 5;

/**
 * `given` is the statement's text or the whole address of the QR code; `pem` holds the evidence
 * certificate and, for `root` (64 hexadecimal digits) to be compared, the chain to its root.
 */
export async function checkStatement(
  given: string,
  { pem, root }: { pem: string; root?: string | undefined },
): Promise<StatementVerification> {
  const text = given.trim().split('#').at(-1) ?? '';
  const statement = readStatement(text);
  const no = (lie: NonNullable<StatementVerification['lie']>): StatementVerification => ({
    verdict: 'lie',
    lie,
    statement,
  });
  if (!statement) return no('STATEMENT_FORM');
  const { maySeal } = await import('../keys/index.ts');
  const certificates = readCertificates(pem);
  // A key for PDFs makes no statements, whatever root it leads to.
  const signer = certificates.find(
    (one) => keyIdOf(one) === statement.statement.keyId && !maySeal(one.raw),
  );
  if (!signer) return no('STATEMENT_KEY');
  if (!verifyStatement(text, signer.toString())) return no('STATEMENT_SIGNATURE');
  if (root === undefined) return { verdict: 'origin-unchecked', lie: undefined, statement };
  if (!leadsTo(signer, certificates, root)) return no('STATEMENT_ROOT');
  return { verdict: 'true', lie: undefined, statement };
}

/** The certificates of a PEM text; what is none is left out. */
export function readCertificates(pem: string): X509Certificate[] {
  return (pem.match(PEM) ?? []).flatMap((one) => {
    try {
      return [new X509Certificate(one)];
    } catch {
      // What is no certificate can vouch for nothing.
      return [];
    }
  });
}

function leadsTo(signer: X509Certificate, known: X509Certificate[], root: string): boolean {
  let current = signer;
  for (let steps = 0; steps < CHAIN_MAX; steps++) {
    if (fingerprintOf(current) === root) return true;
    const child = current;
    const issuer = known.find(
      (one) =>
        one.ca &&
        child.checkIssued(one) &&
        child.verify(one.publicKey) &&
        !one.raw.equals(child.raw),
    );
    if (!issuer) return false;
    current = issuer;
  }
  return false;
}
