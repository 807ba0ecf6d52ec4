// Sends a file that is made while it is sent: as fast as the caller takes it, and ended when the
// caller goes.
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import type { Response } from 'express';
import type { StreamReply } from './reply.ts';

const GONE = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE', 'ERR_STREAM_DESTROYED'];
const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && GONE.includes(String(error.code));

/**
 * Resolves when all is sent or the caller has gone; what made the bytes is then cancelled. Rejects
 * when making them failed: before the first byte the caller can still be told why.
 */
export async function sendStream(response: Response, reply: StreamReply): Promise<void> {
  // The same class; its types in the DOM's library and in Node's differ.
  const source = Readable.fromWeb(reply.stream as NodeStream<Uint8Array>);
  try {
    await once(source, 'readable');
    response.attachment(reply.name).type(reply.type);
    await pipeline(source, response);
  } catch (error) {
    if (!isGone(error)) throw error;
  } finally {
    source.destroy();
  }
}
