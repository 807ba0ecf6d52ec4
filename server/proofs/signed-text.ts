// A signature of the evidence key over a text that begins with its own format's name.
import { verify, X509Certificate } from 'node:crypto';

/**
 * True when `signature` (base64 of r and s, 64 bytes, in its one form) over the text in UTF-8 is by
 * the P-256 key of `certificate` (PEM or parsed); false for anything else, never throws.
 */
export function isTextSigned(
  text: string | Buffer,
  signature: string,
  certificate: string | X509Certificate,
): boolean {
  const bytes = Buffer.from(signature, 'base64');
  // Read leniently, several texts would be the same signature.
  if (bytes.length !== 64 || bytes.toString('base64') !== signature) return false;
  try {
    const { publicKey } =
      typeof certificate === 'string' ? new X509Certificate(certificate) : certificate;
    const isP256 = publicKey.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
    const data = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
    return isP256 && verify('sha256', data, key, bytes);
  } catch {
    // A stranger's bytes that are no certificate.
    return false;
  }
}
