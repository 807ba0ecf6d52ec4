// Encrypts what a copy of the database must not give away (AES-256-GCM, key derived by HKDF).
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { RandomSource } from '../core/random.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface SecretBox {
  /** `context` binds the text to its owner: copied into another account it can't be read. */
  seal(text: string, context: string): string;
  /** Throws for a text that was changed or belongs to another context. */
  open(sealed: string, context: string): string;
  /** A keyed hash of a code that has much randomness of its own. */
  hash(text: string, context: string): string;
}

/** `secret` is the key `token` of the data folder; nothing else is derived with this label. */
export function createSecretBox(secret: Buffer, random: RandomSource): SecretBox {
  const derive = (label: string) => Buffer.from(hkdfSync('sha256', secret, '', label, 32));
  const [key, hashKey] = [derive('ikrar/staff-secret'), derive('ikrar/staff-recovery')];
  return {
    seal(text, context) {
      const iv = random(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const body = bytes.subarray(IV_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
    hash: (text, context) =>
      createHmac('sha256', hashKey).update(`${context}\0${text}`).digest('hex'),
  };
}
