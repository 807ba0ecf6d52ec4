// What single checks cost: a cookie's token with the key prepared or as a string, and a PIN.
import {
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { systemClock } from '../server/core/clock.ts';
import { createVisitorTokens } from '../server/http/visitor.ts';
import { createPinHasher } from '../server/registrations/index.ts';
import { interleave, lineOf, type Run, summarise } from './figures.ts';

const measured = async (count: number, work: () => unknown): Promise<Run> => {
  const before = process.cpuUsage();
  const from = performance.now();
  for (let index = 0; index < count; index++) await work();
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { rate: count / seconds, cpu: (user + system) / count };
};

/** Checks of a token: the product's whole one, and the bare HMAC with key and string. */
export async function tokenCosts(rounds: number): Promise<string[]> {
  const secret = randomBytes(32);
  const text = secret.toString('hex');
  const tokens = createVisitorTokens(secret, systemClock);
  const payload = { registration: 'r', session: 's', region: '33.24', generation: 1 };
  const token = tokens.official.sign(payload, 3_600);
  const [body = '', signature = ''] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const check = (key: KeyObject | string) => () =>
    timingSafeEqual(given, createHmac('sha256', key).update(`official.${body}`).digest());
  const runs = await interleave(rounds, {
    product: () => measured(20_000, () => tokens.official.read(token)),
    key: () => measured(20_000, check(createSecretKey(secret))),
    string: () => measured(20_000, check(text)),
  });
  return [
    '   A cookie checked',
    lineOf(summarise('whole check, key prepared (the product)', runs.product)),
    lineOf(summarise('bare HMAC, key prepared', runs.key)),
    lineOf(summarise('bare HMAC, secret as a string', runs.string)),
  ];
}

/** A PIN's hash as the product makes it, and with the cost that passwords get. */
export async function pinCosts(rounds: number): Promise<string[]> {
  const pins = createPinHasher(randomBytes(32));
  const password = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
  const runs = await interleave(rounds, {
    pin: () => measured(100, () => pins.hash('135790')),
    password: () => measured(10, () => hash('135790', password)),
  });
  return [
    '   A PIN hashed',
    lineOf(summarise('4 MiB, one pass, pepper (the product)', runs.pin)),
    lineOf(summarise('19 MiB, two passes (passwords)', runs.password)),
  ];
}
