// A roster's link: 15 characters derived by HMAC and one that checks them, as coordinators have.
import { createHmac } from 'node:crypto';
import { makeCode, normaliseCode } from '../invitations/index.ts';

const LENGTH = 15;

/** The code (16 characters, 74 bits) of somebody's `issue`-th link. */
export const deriveStageCode = (
  secret: Buffer,
  { session, code }: { session: string; code: string },
  issue: number,
): string => makeCode(secret, `stage.${session}.${code}.${issue}`, LENGTH);

/** What is stored of a code: it finds it again and gives nothing away. */
export const hashStageCode = (secret: Buffer, code: string): string =>
  createHmac('sha256', secret).update(`stage-lookup.${code}`).digest('hex');

/** As people type or paste it; undefined when it can't be a code. */
export const normaliseStageCode = (typed: string): string | undefined =>
  normaliseCode(typed, LENGTH);

/** As people read it: four groups of four. */
export const formatStageCode = (code: string): string => (code.match(/.{4}/g) ?? [code]).join('-');
