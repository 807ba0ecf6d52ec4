// Independent time: asks a time-stamping authority and believes only an answer that holds entirely.
import type { Clock } from '../core/clock.ts';
import type { RandomSource } from '../core/random.ts';
import { numberText } from './signed-data.ts';
import { TimestampError, type TimestampErrorCode } from './timestamp-error.ts';
import { exchange, readAnswer, timestampRequest } from './timestamp-exchange.ts';
import { readToken } from './timestamp-token.ts';

/** Gives tokens; never the local clock instead. */
export interface Timestamper {
  /** A checked TimeStampToken (DER) over a SHA-256; rejects with TimestampError. */
  stamp(sha256: Buffer): Promise<Buffer>;
  state(): TimestamperState;
}

/** For the staff's page: the authority's host and how it went last. */
export interface TimestamperState {
  host: string;
  lastStampAt: Date | null;
  lastFailure: { at: Date; code: TimestampErrorCode; message: string } | null;
}

export interface TimestamperOptions {
  url: string;
  /** Roots (DER) to which the authority's certificate must lead. */
  roots: readonly Buffer[];
  /** Longest wait for an answer. */
  timeoutMs?: number;
  clock: Clock;
  random: RandomSource;
}

const TIMEOUT_MS = 10_000;
/** After a failure nobody waits for the authority again so soon. */
const REST_MS = 30_000;
/** A nonce makes an answer fresh; beyond this one of the two clocks is no time to state. */
const FURTHEST_MS = 600_000;
const NONCE_BYTES = 8;

/** A client of one authority; it asks nothing until `stamp`. */
export function createTimestamper(options: TimestamperOptions): Timestamper {
  const { clock, url } = options;
  const state: TimestamperState = {
    host: new URL(url).host,
    lastStampAt: null,
    lastFailure: null,
  };
  const moment = () => clock.monotonic?.() ?? clock.now().getTime();
  let restsUntil = Number.NEGATIVE_INFINITY;
  return {
    state: () => ({ ...state }),
    async stamp(sha256) {
      if (moment() < restsUntil) throw new TimestampError('TSA_RESTING');
      try {
        const token = await ask(options, sha256);
        state.lastStampAt = clock.now();
        return token;
      } catch (error) {
        restsUntil = moment() + REST_MS;
        const failure = asTimestampError(error);
        state.lastFailure = { at: clock.now(), code: failure.code, message: failure.message };
        throw failure;
      }
    },
  };
}

/** Whatever a stranger's bytes make a parser say is an answer that can't be read. */
const asTimestampError = (error: unknown): TimestampError =>
  error instanceof TimestampError ? error : new TimestampError('TSA_ANSWER', undefined, error);

async function ask(options: TimestamperOptions, sha256: Buffer): Promise<Buffer> {
  const { url, roots, timeoutMs = TIMEOUT_MS, clock, random } = options;
  const nonce = random(NONCE_BYTES);
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40; // positive, and always of eight bytes
  const answer = await exchange(url, timestampRequest(sha256, nonce), timeoutMs);
  const token = readAnswer(answer);
  const facts = readToken(token, sha256, roots);
  if (facts.nonce !== numberText(new Uint8Array(nonce).buffer)) {
    throw new TimestampError('TSA_NONCE');
  }
  if (!facts.trusted) throw new TimestampError('TSA_ROOT');
  if (Math.abs(facts.at.getTime() - clock.now().getTime()) > FURTHEST_MS) {
    throw new TimestampError('TSA_TIME', facts.at.toISOString());
  }
  return token;
}
