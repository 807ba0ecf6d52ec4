// The second file: every issued PDF, each against the list and by its own seal.
import { sha256Hex } from '../core/canonical.ts';
import type { CertificateLine, Manifest } from './bundle-format.ts';
import type { Listed } from './check-certificates.ts';
import type { RevokedKeys } from './check-crls.ts';
import type { Erased } from './check-erased.ts';
import type { Findings, Group } from './findings.ts';
import type { KeyRing } from './key-ring.ts';
import { readWhole } from './read-member.ts';
import { type OpenZip, openZip, ZipError, type ZipLimits, type ZipMember } from './zip-reader.ts';

const GIB = 1024 ** 3;
const LIMITS: ZipLimits = { members: 1_000_000, memberBytes: GIB / 8, totalBytes: 512 * GIB };
const NAME = /^([A-Z0-9-]{8,60})\.pdf$/;

interface Against {
  manifest: Manifest;
  ring: KeyRing;
  listed: Listed;
  /** Numbers whose files were erased: a ZIP of later has none of them. */
  erased: Erased;
  revoked: RevokedKeys;
  /** Roots (DER) whose time is believed: a stamp from before a revocation saves its seal. */
  stampRoots: readonly Buffer[];
}

/** Each listed PDF is there, holds and is the listed one, and there is no other. */
export async function checkPdfs(
  path: string | undefined,
  against: Against,
  findings: Findings,
): Promise<void> {
  const group = findings.begin('pdfs', against.listed.size);
  if (path === undefined) group.leaveUnchecked('NO_PDFS');
  else await lookAtFile(path, against, group);
  group.end();
}

async function lookAtFile(path: string, against: Against, group: Group): Promise<void> {
  let zip: OpenZip | undefined;
  try {
    zip = await openZip(path, LIMITS);
    const look = await createLook(against, group);
    for (const member of zip.members.values()) await look(member);
    for (const number of against.listed.keys()) {
      if (zip.members.has(`${number}.pdf`)) continue;
      if (against.erased.has(number)) group.note('PDF_ERASED', { number });
      else group.lie('FILE_MISSING', { file: `${number}.pdf` });
    }
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    group.lie(error.code, { file: error.member });
  } finally {
    zip?.close();
  }
}

async function createLook(against: Against, group: Group) {
  const { manifest, ring, listed, revoked, stampRoots } = against;
  // Loaded only with PDFs: most of a start's time would be theirs.
  const { inspectSeal } = await import('../sealing/index.ts');
  const options = { tsaRoots: stampRoots, revoked };
  const reasonsAt = (bytes: Buffer, at: string): string[] =>
    inspectSeal(bytes, ring.sealRoots, new Date(at), options).reasons;
  /** A seal key may have ended before the bundle was made: then its own day counts. */
  const reasonsOf = (bytes: Buffer, { issuedAt }: CertificateLine): string[] => {
    const now = reasonsAt(bytes, manifest.madeAt);
    return now.length > 0 ? reasonsAt(bytes, issuedAt) : now;
  };
  return async (member: ZipMember): Promise<void> => {
    group.looked();
    const number = NAME.exec(member.name)?.[1] ?? '';
    const line = listed.get(number);
    if (!line) {
      group.lie('FILE_NOT_LISTED', { file: member.name });
      return;
    }
    const bytes = await readPdf(member, group);
    if (!bytes) return;
    if (bytes.length !== line.size || sha256Hex(bytes) !== line.sha256) {
      group.lie('PDF_CHANGED', { number });
    }
    const stated = statedNumbers(bytes);
    if (stated.size > 0 && !stated.has(number)) {
      group.lie('PDF_OTHER_NUMBER', { number, stated: [...stated].join(', ') });
    }
    const reasons = reasonsOf(bytes, line);
    const others = reasons.filter((reason) => reason !== 'SEAL_REVOKED');
    if (others.length > 0) group.lie('PDF_SEAL', { number, reasons: others.join(', ') });
    // The list of certificates is not signed with that key: it still says which bytes were issued.
    else if (reasons.length > 0) group.note('PDF_SEAL_REVOKED', { number });
  };
}

const NUMBERS = /IKR-(?:CONTOH-)?\d{4}-\d{2}-\d{2}-[DPWRB]-\d{6,10}/g;

/** The numbers that a file's metadata states in the open; the built-in wordings state their own. */
function statedNumbers(pdf: Buffer): Set<string> {
  const start = pdf.indexOf('<?xpacket begin');
  const end = start < 0 ? start : pdf.indexOf('<?xpacket end', start);
  const metadata = end < 0 ? '' : pdf.toString('latin1', start, end);
  return new Set(metadata.match(NUMBERS));
}

async function readPdf(member: ZipMember, group: Group): Promise<Buffer | undefined> {
  try {
    return await readWhole(member, LIMITS.memberBytes);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    group.lie(error.code, { file: member.name });
    return undefined;
  }
}
