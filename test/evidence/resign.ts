// Ways to lie with a bundle: as a stranger who changes bytes, and as somebody who holds the evidence
// key and signs anew what he changed.
import { canonicalJson, sha256Hex } from '../../server/core/canonical.ts';
import {
  FILES,
  KEY_PREFIX,
  keyFileOf,
  type Manifest,
  manifestSchema,
  SIGNATURE_FORMAT,
} from '../../server/evidence-check/index.ts';
import type { SealKeys } from '../../server/keys/index.ts';
import { type Head, headText, readHead } from '../../server/proofs/index.ts';
import type { Members } from './evidence-world.ts';

export type Signer = SealKeys['evidence'];
type Line = Record<string, unknown>;

export const linesOf = (members: Members, file: string): Line[] =>
  textOf(members, file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

export const textOf = (members: Members, file: string): string => {
  const bytes = members.get(file);
  if (!bytes) throw new Error(`No ${file}`);
  return bytes.toString('utf8');
};

export const bytesOfLines = (lines: Line[]): Buffer =>
  Buffer.from(lines.map((line) => `${canonicalJson(line)}\n`).join(''), 'utf8');

/** Entries with the sequence numbers of their order. */
export const numbered = (leaves: unknown[]): Buffer =>
  bytesOfLines(leaves.map((leaf, sequence) => ({ leaf, sequence })));

/** The members with some replaced (undefined: taken out), the manifest as it was. */
export function changed(
  members: Members,
  changes: Record<string, Buffer | undefined>,
): [string, Buffer][] {
  const all = new Map<string, Buffer | undefined>([...members, ...Object.entries(changes)]);
  return [...all].flatMap(([name, bytes]): [string, Buffer][] => (bytes ? [[name, bytes]] : []));
}

/** The same, with a manifest that lists what is there now, signed anew. */
export function resigned(
  members: Members,
  changes: Record<string, Buffer | undefined>,
  signer: Signer,
  edit: (manifest: Manifest) => Manifest = (manifest) => manifest,
): [string, Buffer][] {
  const rest = changed(members, {
    ...changes,
    [FILES.manifest]: undefined,
    [FILES.signature]: undefined,
  });
  const before = manifestSchema.parse(JSON.parse(textOf(members, FILES.manifest)));
  const count = (file: string) => linesOf(new Map(rest), file).length;
  const manifest = edit({
    ...before,
    members: rest
      .map(([name, bytes]) => ({ name, sha256: sha256Hex(bytes), size: bytes.length }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    totals: {
      ...before.totals,
      leaves: count(FILES.entries),
      heads: count(FILES.heads),
      timestamps: count(FILES.timestamps),
    },
  });
  const text = Buffer.from(canonicalJson(manifest), 'utf8');
  const { keyId, sign } = signer;
  const signature = sign(text).toString('base64');
  const signed = canonicalJson({ format: SIGNATURE_FORMAT, keyId, signature });
  return [...rest, [FILES.manifest, text], [FILES.signature, Buffer.from(signed, 'utf8')]];
}

export const signedText = (text: string, { keyId, sign }: Signer) => ({
  keyId,
  signature: sign(Buffer.from(text, 'utf8')).toString('base64'),
  text,
});

/** A line of heads.ndjson with some of its facts changed, signed anew. */
export function headWith(line: Line, changes: Partial<Head>, signer: Signer): Line {
  const head = readHead(String(line.text));
  if (!head) throw new Error('No head');
  return signedText(headText({ ...head, ...changes }), signer);
}

/** The whole bundle as somebody with a platform of their own would rebuild it. */
export async function rebuiltUnder(members: Members, keys: SealKeys): Promise<[string, Buffer][]> {
  const { evidence, rootFingerprint } = keys;
  const again = (line: Line) => signedText(String(line.text), evidence);
  const own = new Map<string, Buffer | undefined>();
  for (const name of members.keys()) {
    const isKey = Object.values(KEY_PREFIX).some((prefix) => name.startsWith(prefix));
    if (isKey) own.set(name, undefined);
  }
  const [issuing, root] = evidence.chainPem;
  own.set(FILES.issuing, Buffer.from(issuing ?? ''));
  own.set(FILES.root, Buffer.from(root ?? ''));
  for (const pem of keys.sealCertificates) own.set(...keyFile('seal', pem));
  own.set(...keyFile('evidence', evidence.certificatePem));
  own.set(FILES.issuingCrl, (await keys.createCrl(new Date())) ?? undefined);
  own.set(FILES.rootCrl, keys.rootCrl ?? undefined);
  own.set(FILES.heads, bytesOfLines(linesOf(members, FILES.heads).map(again)));
  const revocations = JSON.parse(textOf(members, FILES.revocations));
  own.set(FILES.revocations, Buffer.from(canonicalJson(again(revocations))));
  const certificates = linesOf(members, FILES.certificates);
  const unsealed = certificates.map((line) => ({ ...line, sealCertificate: null }));
  own.set(FILES.certificates, bytesOfLines(unsealed));
  const edit = (manifest: Manifest) => ({ ...manifest, rootFingerprint, keyId: evidence.keyId });
  return resigned(members, Object.fromEntries(own), evidence, edit);
}

/** Name and bytes of a certificate's file. */
export function keyFile(kind: keyof typeof KEY_PREFIX, pem: string): [string, Buffer] {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return [keyFileOf(kind, sha256Hex(der)), Buffer.from(pem)];
}
