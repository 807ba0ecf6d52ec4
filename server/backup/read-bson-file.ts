// Reads a file of BSON documents, one after the other, without holding more than a few.
import { createReadStream } from 'node:fs';
import { mongo } from 'mongoose';

const { BSON } = mongo;
const LENGTH_BYTES = 4;
const SMALLEST_DOCUMENT = 5;
// MongoDB's own limit is 16 MiB a document; its messages may exceed it by 16 KiB.
const LARGEST_DOCUMENT = 16 * 1024 * 1024 + 16 * 1024;

/**
 * The documents of a BSON file. Numbers keep their stored types (`promoteValues` off). Throws
 * when a length is impossible or the file ends inside a document.
 */
export async function* readBsonFile(path: string): AsyncGenerator<mongo.BSON.Document> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= LENGTH_BYTES) {
      const length = rest.readInt32LE(0);
      if (length < SMALLEST_DOCUMENT || length > LARGEST_DOCUMENT) {
        throw new Error(`A BSON document of ${length} bytes is impossible`);
      }
      if (rest.length < length) break;
      yield BSON.deserialize(rest.subarray(0, length), { promoteValues: false, bsonRegExp: true });
      rest = rest.subarray(length);
    }
  }
  if (rest.length > 0) throw new Error('The BSON file ends inside a document');
}
