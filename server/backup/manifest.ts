// The table of contents of a backup: every entry with its length and hash, every collection.
import { z } from 'zod';

/** The archive's own format; a reader refuses any other. */
export const BACKUP_FORMAT = 1;
export const MANIFEST_PATH = 'manifest.json';
export const DATA_FOLDER = 'data';
export const KEYS_FOLDER = 'keys';
export const FILES_FOLDER = 'files';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A file in the archive; `path` is relative, with `/`, below one of the three folders. */
export const entrySchema = z.object({
  path: z.string().regex(/^(?:data|keys|files)(?:\/(?!\.{1,2}(?:\/|$))[^/\\\0]+)+$/),
  bytes: z.int().nonnegative(),
  sha256,
});

/** A collection: its documents lie in `entry` as BSON, one after the other. */
export const collectionSchema = z.object({
  name: z.string().min(1),
  entry: z.string(),
  documents: z.int().nonnegative(),
  /** `listCollections` options and `listIndexes` specifications, as extended JSON. */
  options: z.string(),
  indexes: z.string(),
});

export const manifestSchema = z.object({
  format: z.literal(BACKUP_FORMAT),
  createdAt: z.iso.datetime(),
  database: z.string(),
  /** The newest migration that had run; a version that knows fewer refuses the data. */
  migration: z.int().nonnegative(),
  entries: z.array(entrySchema),
  collections: z.array(collectionSchema),
});

export type BackupEntry = z.infer<typeof entrySchema>;
export type BackupCollection = z.infer<typeof collectionSchema>;
export type BackupManifest = z.infer<typeof manifestSchema>;
