// DER's frame: a tag, a length, the contents. What is in it comes from the schemas.

/** Tags that a CMS is framed with (X.690). */
export const TAG = {
  sequence: 0x30,
  set: 0x31,
  octets: 0x04,
  /** `[0]` around other values. */
  context0: 0xa0,
} as const;

/** A value of one byte of tag around its parts. */
export function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(length)]), ...parts]);
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 + bytes.length, ...bytes];
}

/** The values inside a DER value, each with its own frame. */
export function children(value: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = contentsAt(value, 0); at < value.length; ) {
    const end = endOf(value, at);
    parts.push(value.subarray(at, end));
    at = end;
  }
  return parts;
}

const isLong = (value: Buffer, at: number): boolean => value.readUInt8(at + 1) > 0x80;

const contentsAt = (value: Buffer, at: number): number =>
  at + 2 + (isLong(value, at) ? value.readUInt8(at + 1) - 0x80 : 0);

function endOf(value: Buffer, at: number): number {
  const start = contentsAt(value, at);
  const length = isLong(value, at)
    ? value.readUIntBE(at + 2, start - at - 2)
    : value.readUInt8(at + 1);
  return start + length;
}
