// One question to a time-stamping authority over HTTP (RFC 3161, 3.4): bounded in time and size.
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq, TimeStampResp } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { TimestampError } from './timestamp-error.ts';

const SHA256 = '2.16.840.1.101.3.4.2.1';
/** Largest answer that is read (bytes): tokens with a long chain take about 10,000. */
const ANSWER_MAX = 65_536;

/** The request's DER: a SHA-256, a nonce (positive number), and the certificates wanted back. */
export function timestampRequest(sha256: Buffer, nonce: Buffer): Buffer {
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }),
      hashedMessage: new OctetString(sha256),
    }),
    nonce: new Uint8Array(nonce).buffer,
    certReq: true,
  });
  return Buffer.from(AsnConvert.serialize(request));
}

/** The token (DER) in an authority's answer; TimestampError when there is none. */
export function readAnswer(der: Buffer): Buffer {
  let answer: TimeStampResp;
  try {
    answer = AsnConvert.parse(der, TimeStampResp);
  } catch (error) {
    throw new TimestampError('TSA_ANSWER', undefined, error);
  }
  const { status } = answer.status;
  // 0 granted, 1 granted with modifications.
  if (status > 1 || !answer.timeStampToken) throw new TimestampError('TSA_REFUSED', `${status}`);
  return Buffer.from(AsnConvert.serialize(answer.timeStampToken));
}

/** Sends a request and returns the answer's bytes; redirects are refused. */
export async function exchange(url: string, request: Buffer, timeoutMs: number): Promise<Buffer> {
  const { address, authorization } = withoutCredentials(url);
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/timestamp-query',
        accept: 'application/timestamp-reply',
        ...(authorization && { authorization }),
      },
      body: new Uint8Array(request),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await readBody(response);
  } catch (error) {
    if (error instanceof TimestampError) throw error;
    const late = error instanceof Error && error.name === 'TimeoutError';
    throw new TimestampError(late ? 'TSA_TIMEOUT' : 'TSA_UNREACHABLE', undefined, error);
  }
}

async function readBody(response: Response): Promise<Buffer> {
  try {
    if (response.status !== 200) throw new TimestampError('TSA_STATUS', `${response.status}`);
    const type = response.headers.get('content-type')?.split(';')[0]?.trim();
    if (type !== 'application/timestamp-reply') throw new TimestampError('TSA_ANSWER', type);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > ANSWER_MAX) throw new TimestampError('TSA_TOO_LARGE');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    // Whatever was not read is not waited for.
    if (!response.bodyUsed) await response.body?.cancel();
  }
}

/** Name and password of an address as a header: fetch refuses them in the address. */
function withoutCredentials(url: string): { address: string; authorization: string | null } {
  const address = new URL(url);
  const { username, password } = address;
  address.username = '';
  address.password = '';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = username ? `Basic ${Buffer.from(pair).toString('base64')}` : null;
  return { address: address.href, authorization };
}
