// The key folder's files: 0600, each written beside its place, flushed and renamed.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Reads and writes whole files of one folder. */
export interface KeyFolder {
  /** Nothing when the file does not exist. */
  find(name: string): string | undefined;
  /** Replaces the file at once or not at all. */
  write(name: string, content: string): void;
  /** Takes a file away; nothing happens when there is none. */
  remove(name: string): void;
  /** Puts a file in another's place at once; nothing happens when there is none. */
  move(name: string, to: string): void;
  /** The names of all files, sorted. */
  names(): string[];
  /** The file's path, for messages. */
  path(name: string): string;
}

/** Opens the folder, making it (0700) when it is not there. */
export function openKeyFolder(folder: string): KeyFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = (name: string) => join(folder, name);
  return {
    path,
    remove(name) {
      rmSync(path(name), { force: true });
      flushFolder(folder);
    },
    move(name, to) {
      if (!existsSync(path(name))) return;
      renameSync(path(name), path(to));
      flushFolder(folder);
    },
    names: () => readdirSync(folder).sort(),
    find(name) {
      try {
        return readFileSync(path(name), 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
    write(name, content) {
      const beside = path(`${name}.new`);
      const file = openSync(beside, 'w', 0o600);
      try {
        writeSync(file, content);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(beside, path(name));
      flushFolder(folder);
    },
  };
}

/** A rename is durable only when its folder is flushed. */
function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
