// A coordinator's code: 15 characters derived by HMAC and one that checks them. It opens a whole
// region, so it is twice as long as an invitation's.
import { createHmac } from 'node:crypto';
import { makeCode, normaliseCode } from '../invitations/index.ts';

const LENGTH = 15;

/** The code (16 characters, 74 bits) of a region's `issue`-th link in a session. */
export const deriveCoordinatorCode = (
  secret: Buffer,
  { session, region }: { session: string; region: string },
  issue: number,
): string => makeCode(secret, `coordinator.${session}.${region}.${issue}`, LENGTH);

/** What is stored of a code: it finds it again and gives nothing away. */
export const hashCoordinatorCode = (secret: Buffer, code: string): string =>
  createHmac('sha256', secret).update(`coordinator-lookup.${code}`).digest('hex');

/** As people type or paste it, without spaces and dashes; undefined when it can't be a code. */
export const normaliseCoordinatorCode = (typed: string): string | undefined =>
  normaliseCode(typed, LENGTH);

/** As people read it: four groups of four. */
export const formatCoordinatorCode = (code: string): string =>
  (code.match(/.{4}/g) ?? [code]).join('-');
