// PNG files for tests: sound ones, and ones that are wrong in one way.
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}

interface Wanted {
  width?: number;
  height?: number;
  /** Kind of colour; 6 is colour with opacity. */
  colour?: number;
  interlaced?: boolean;
  /** Bytes of pixels; those that belong there unless told. */
  pixels?: number;
  /** Put before the pixels. */
  more?: Buffer[];
}

/** A picture of one colour, 128 by 128 unless told. */
export function pngOf(wanted: Wanted = {}): Buffer {
  const { width = 128, height = 128, colour = 6, interlaced = false, more = [] } = wanted;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colour, 0, 0, interlaced ? 1 : 0], 8);
  const row = 1 + width * (colour === 6 ? 4 : colour === 2 ? 3 : 1);
  const pixels = deflateSync(Buffer.alloc(wanted.pixels ?? row * height));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', pixels),
    chunk('IEND'),
  ]);
}
