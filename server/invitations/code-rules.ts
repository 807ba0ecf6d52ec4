// Invitation codes: 7 characters derived by HMAC from seat and issue, and one that checks them.
// Nothing to steal from the database, and a lost letter can be printed again. The codes of shared
// rooms are made alike.
import { createHmac } from 'node:crypto';

/** 31 characters without look-alikes (no 0 O 1 I L). 31 is prime: see `checkCharacter`. */
export const CODE_ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const BASE = BigInt(CODE_ALPHABET.length);
const LENGTH = 7;

const digitOf = (character: string): number => CODE_ALPHABET.indexOf(character);
const letterOf = (value: number): string => CODE_ALPHABET.charAt(value);

/**
 * Weighted sum modulo the prime 31 (the ISBN-10 scheme with another prime): catches every single
 * wrong character and every exchange of two neighbours.
 */
export const checkCharacter = (body: string): string => {
  const sum = [...body].reduce((total, letter, index) => total + digitOf(letter) * (index + 2), 0);
  return letterOf(sum % CODE_ALPHABET.length);
};

/**
 * A code (8 characters, or `length` and one) that only `secret` and `text` lead to; other texts
 * give other codes.
 */
export function makeCode(secret: Buffer, text: string, length = LENGTH): string {
  const digest = createHmac('sha256', secret).update(text).digest('hex');
  let number = BigInt(`0x${digest}`);
  let body = '';
  for (let place = 0; place < length; place++) {
    body += letterOf(Number(number % BASE));
    number /= BASE;
  }
  return body + checkCharacter(body);
}

/** The code of a seat's `issue`-th invitation; `secret` is the platform's. */
export const deriveCode = (secret: Buffer, seat: string, issue: number): string =>
  makeCode(secret, `invitation.${seat}.${issue}`);

/** What is stored of a code: an HMAC that finds it again and gives nothing away. */
export const hashCode = (secret: Buffer, code: string): string =>
  createHmac('sha256', secret).update(`lookup.${code}`).digest('hex');

/** As people type it: upper case, without spaces and dashes; undefined when it can't be a code. */
export function normaliseCode(typed: string, length = LENGTH): string | undefined {
  const code = typed.toUpperCase().replace(/[\s\-–—.]/g, '');
  if (code.length !== length + 1 || [...code].some((letter) => digitOf(letter) < 0))
    return undefined;
  return checkCharacter(code.slice(0, length)) === code[length] ? code : undefined;
}

/** As people read it: ABCD-EFGH. */
export const formatCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
