// Reads a font's numbers one after the other; all of them are big-endian.
import type { Buffer } from 'node:buffer';

export interface ByteCursor {
  take(length: number): Buffer;
  u8(): number;
  u16(): number;
  u32(): number;
  /** WOFF2's 255UInt16: one byte for small numbers, up to three for others. */
  u255(): number;
  /** WOFF2's UIntBase128: seven bits a byte. */
  u128(): number;
  /** How far it has come. */
  at(): number;
}

const WORD = 253;
const TWICE = 254;
const ONCE = 255;

/** Reads on from `start`; reading past the end throws a RangeError. */
export function byteCursor(bytes: Buffer, start = 0): ByteCursor {
  let offset = start;
  const pass = (length: number): number => {
    offset += length;
    return offset - length;
  };
  const u8 = () => bytes.readUInt8(pass(1));
  const u16 = () => bytes.readUInt16BE(pass(2));
  return {
    take: (length) => bytes.subarray(pass(length), offset),
    u8,
    u16,
    u32: () => bytes.readUInt32BE(pass(4)),
    u255() {
      const code = u8();
      if (code === WORD) return u16();
      if (code === ONCE) return u8() + WORD;
      return code === TWICE ? u8() + 2 * WORD : code;
    },
    u128() {
      let value = 0;
      for (let byte = 0x80; byte & 0x80; ) {
        byte = u8();
        value = value * 128 + (byte & 0x7f);
      }
      return value;
    },
    at: () => offset,
  };
}
