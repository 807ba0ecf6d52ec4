// What recurs in the answers for programs.
import { z } from 'zod';
import { ID_PATTERN } from '../core/ids.ts';

/** ISO 8601 in UTC. */
export const momentField = z.iso.datetime();
/** SHA-256 in hexadecimal digits. */
export const hashField = z.string().regex(/^[0-9a-f]{64}$/);
export const idField = z.string().regex(ID_PATTERN);
export const countField = z.int().min(0);

/** A campaign's or session's declaration: which version, and its hash. */
export const versionField = z.strictObject({ version: z.string(), sha256: hashField });

/** Counts over everything that the board shows. */
export const boardCountersField = z.strictObject({
  regions: countField,
  regionsPresent: countField,
  regionsComplete: countField,
  regionsSigned: countField,
  officialsPresent: countField,
  officialsSigned: countField,
  seats: countField,
  outside: z.strictObject({ seats: countField, present: countField, signed: countField }),
});
