// A certificate from elsewhere joins the folder only when our own issuing key made it.
import { X509Certificate } from 'node:crypto';
import type { Authority } from './authority.ts';
import type { KeyFolder } from './key-files.ts';
import { maySeal } from './key-usage.ts';
import { formerCertificate, type RenewedRung } from './renewal.ts';
import { certificateFile } from './rungs.ts';

/** Keeps it as `<role>-<key id>.pem`; false when it is there, or not ours for that role. */
export function learnCertificate(
  folder: KeyFolder,
  { issuing }: Authority,
  role: RenewedRung,
  pem: string,
): boolean {
  const issuer = new X509Certificate(issuing.certificate);
  const certificate = readCertificate(pem);
  const isOurs =
    certificate?.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey) &&
    maySeal(certificate.raw) === (role === 'seal');
  if (!certificate || !isOurs) return false;
  const text = certificate.toString();
  const name = formerCertificate(role, text);
  const current = folder.find(certificateFile(role));
  const isCurrent = current !== undefined && formerCertificate(role, current) === name;
  if (isCurrent || folder.find(name) !== undefined) return false;
  folder.write(name, text);
  return true;
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    // Whatever the database holds there, it is no certificate.
    return undefined;
  }
}
