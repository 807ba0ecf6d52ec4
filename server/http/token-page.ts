// A finished page into which each visitor's own form token is set, compressed beforehand: what
// stands around the token is deflated once, the token goes in between as a stored block.
import { constants, crc32, deflateRawSync } from 'node:zlib';

export interface TokenPage {
  /** The page with this token, in UTF-8. */
  plain(token: string): Buffer;
  /** The same as one gzip member (RFC 1952). */
  gzip(token: string): Buffer;
}

/** Magic number, deflate, no flags, no time, best compression, an unknown system. */
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);

/** A block of deflate as it is (RFC 1951, 3.2.4), not the last one; at most 65,535 bytes. */
function storedBlock(bytes: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(~bytes.length & 0xffff, 3);
  return Buffer.concat([head, bytes]);
}

/** Ends on a whole byte, so that more blocks can follow; `isLast` ends the stream. */
const deflate = (bytes: Buffer, isLast: boolean): Buffer =>
  deflateRawSync(bytes, {
    level: 9,
    finishFlush: isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
  });

/** The texts between. */
const between = <T>(parts: T[], separator: T): T[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));

/** Takes `html` apart wherever `token` stands in it. */
export function createTokenPage(html: string, token: string): TokenPage {
  const texts = (token === '' ? [html] : html.split(token)).map((text) => Buffer.from(text));
  const blocks = texts.map((text, index) => deflate(text, index === texts.length - 1));
  return {
    plain: (own) => Buffer.concat(between(texts, Buffer.from(own))),
    gzip(own) {
      const bytes = Buffer.from(own);
      const tail = Buffer.alloc(8);
      const whole = between(texts, bytes);
      tail.writeUInt32LE(
        whole.reduce((sum, part) => crc32(part, sum), 0),
        0,
      );
      tail.writeUInt32LE(
        whole.reduce((length, part) => length + part.length, 0),
        4,
      );
      return Buffer.concat([GZIP_HEAD, ...between(blocks, storedBlock(bytes)), tail]);
    },
  };
}
