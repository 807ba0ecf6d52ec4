// Tries the seal on a page of no worth: sealed, read as a stranger would, and refused when touched.
import type { HashSigner } from '../keys/index.ts';
import { BLANK, CONTENTS_BYTES } from './field.ts';
import { type InspectOptions, inspectSeal } from './inspect-pdf.ts';
import { sealPdf } from './seal.ts';

const TRY_MS = 10_000;

/** As long as a real one: the seal's place takes numbers of several digits. */
const FILLED = `% ${'-'.repeat(10_000)}`;

/** A file with an empty field and nothing to read; it is never stored or shown. */
const emptyPage = (room: number): Buffer =>
  Buffer.from(
    `%PDF-1.7\n${FILLED}\n1 0 obj\n<< /Type /Sig /ByteRange [0 /${BLANK} /${BLANK} /${BLANK}] ` +
      `/Contents <${'00'.repeat(room)}> >>\nendobj\n${FILLED}\n% uji segel\n%%EOF\n`,
    'latin1',
  );

/**
 * True when a seal of this key holds for who trusts `roots` (DER), and no longer once a byte is
 * changed. Rejects when it can't be made.
 */
export async function trySeal(
  signer: HashSigner,
  { roots, at, revoked }: { roots: readonly Buffer[]; at: Date } & Pick<InspectOptions, 'revoked'>,
): Promise<boolean> {
  const page = emptyPage(CONTENTS_BYTES[signer.alg]);
  const sealed = await sealPdf(page, signer, AbortSignal.timeout(TRY_MS));
  const inspect = (bytes: Buffer) => inspectSeal(bytes, roots, at, revoked ? { revoked } : {});
  const touched = Buffer.from(sealed);
  touched.write('uji sagel', touched.lastIndexOf('uji segel'), 'latin1');
  return inspect(sealed).reasons.length === 0 && inspect(touched).reasons.length > 0;
}
