// A file of trusted roots: one or several PEM certificates.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { KeyError } from './key-error.ts';

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates (DER) of a PEM file; KeyError when it is missing or holds none. */
export function readRoots(file: string): Buffer[] {
  try {
    const found = readFileSync(file, 'utf8').match(PEM) ?? [];
    if (found.length === 0) throw new TypeError('No certificate');
    return found.map((pem) => new X509Certificate(pem).raw);
  } catch (error) {
    throw new KeyError('TSA_ROOT_UNREADABLE', file, error);
  }
}
