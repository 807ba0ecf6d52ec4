// Stateless tokens for cookies and one-time links: a JSON payload, an end, an HMAC-SHA256 over both.
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import type { Clock } from './clock.ts';

/** Signs payloads for one purpose and reads them back; a token of another purpose is refused. */
export interface TokenSigner<T> {
  sign(payload: T, seconds: number): string;
  read(token: string | undefined): T | undefined;
}

const mac = (key: KeyObject, purpose: string, body: string): Buffer =>
  createHmac('sha256', key).update(`${purpose}.${body}`).digest();

const parse = (body: string): unknown => {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

const endOf = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'end' in value ? Number(value.end) : 0;

/**
 * A signer for one purpose, its key prepared once. Tokens read as undefined when malformed,
 * forged, of another purpose or past their end.
 */
export function createTokenSigner<T extends Record<string, unknown>>(options: {
  secret: Buffer;
  purpose: string;
  schema: z.ZodType<T>;
  clock: Clock;
}): TokenSigner<T> {
  const { purpose, schema, clock } = options;
  const key = createSecretKey(options.secret);
  return {
    sign(payload, seconds) {
      const end = Math.floor(clock.now().getTime() / 1000) + seconds;
      const body = Buffer.from(JSON.stringify({ ...payload, end })).toString('base64url');
      return `${body}.${mac(key, purpose, body).toString('base64url')}`;
    },
    read(token) {
      const [body, signature, rest] = token?.split('.') ?? [];
      if (!body || !signature || rest !== undefined) return undefined;
      const given = Buffer.from(signature, 'base64url');
      const right = mac(key, purpose, body);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      const value = parse(body);
      if (endOf(value) * 1000 <= clock.now().getTime()) return undefined;
      const result = schema.safeParse(value);
      return result.success ? result.data : undefined;
    },
  };
}
