// The revocation lists of certificates (RFC 5280): signed by whom they belong to, in force when the
// bundle was made; which of the bundle's own keys are in them, and since when.
import { verify, type X509Certificate } from 'node:crypto';
import { FILES } from './bundle-format.ts';
import type { Findings, Group } from './findings.ts';
import type { KeyRing } from './key-ring.ts';
import type { OpenBundle } from './open-bundle.ts';

/** Revoked keys by serial number (hexadecimal, lower case, no leading zeros), and since when. */
export type RevokedKeys = ReadonlyMap<string, Date>;

const serialText = (hex: string): string => hex.toLowerCase().replace(/^0+/, '');

/** Checks both lists; the ring learns its revoked evidence keys, the answer is all that are. */
export async function checkCrls(
  bundle: OpenBundle,
  ring: KeyRing,
  findings: Findings,
): Promise<RevokedKeys> {
  const group = findings.begin('crls');
  const byRoot = await readCrl(bundle, { file: FILES.rootCrl, issuer: ring.root, group });
  const byIssuing = await readCrl(bundle, { file: FILES.issuingCrl, issuer: ring.issuing, group });
  if (byRoot.has(serialText(ring.issuing.serialNumber))) {
    group.lie('KEY_REVOKED', { file: FILES.issuing });
  }
  for (const [keyId, { serialNumber }] of ring.evidence) {
    const since = byIssuing.get(serialText(serialNumber));
    if (!since) continue;
    group.note('EVIDENCE_REVOKED', { key: keyId, since: since.toISOString() });
    ring.revoked.set(keyId, since);
  }
  group.end({ revoked: byIssuing.size });
  return byIssuing;
}

interface List {
  file: string;
  issuer: X509Certificate;
  group: Group;
}

async function readCrl(bundle: OpenBundle, { file, issuer, group }: List): Promise<RevokedKeys> {
  const bytes = bundle.small(file);
  if (!bytes) {
    group.lie('FILE_MISSING', { file });
    return new Map();
  }
  group.looked();
  try {
    const { AsnConvert } = await import('@peculiar/asn1-schema');
    const { CertificateList } = await import('@peculiar/asn1-x509');
    const list = AsnConvert.parse(bytes, CertificateList);
    const { tbsCertListRaw, signature, tbsCertList } = list;
    const signed = tbsCertListRaw && Buffer.from(tbsCertListRaw);
    const holds = signed && verify('sha256', signed, issuer.publicKey, Buffer.from(signature));
    if (!holds) group.lie('LIST_SIGNATURE', { file });
    const until = tbsCertList.nextUpdate?.getTime();
    // What was revoked after a list that is too old can't be known from it.
    if (until && until.toISOString() < bundle.manifest.madeAt) {
      group.leaveUnchecked('LIST_ENDED', { file, until: until.toISOString() });
    }
    const revoked = tbsCertList.revokedCertificates ?? [];
    return new Map(
      revoked.map(({ userCertificate, revocationDate }) => [
        serialText(Buffer.from(userCertificate).toString('hex')),
        revocationDate.getTime(),
      ]),
    );
  } catch {
    // A parser's complaint about a stranger's bytes.
    group.lie('TEXT_FORM', { file });
    return new Map();
  }
}
