// When a region is complete and when it has signed: an option of the campaign.
import { z } from 'zod';

const atLeast = z.object({ atLeast: z.int().positive() }).strict();

/**
 * When a region is complete (all its required seats are present, all its seats, or a number of
 * them) and when it has signed (the required seats that had checked in when signing opened, all
 * required seats, or a number of seats).
 */
export const regionRulesSchema = z
  .object({
    complete: z.union([z.enum(['required', 'all']), atLeast]),
    signed: z.union([z.enum(['obliged', 'required']), atLeast]),
  })
  .strict();
export type RegionRules = z.infer<typeof regionRulesSchema>;

/** The rules of a campaign that says nothing of them. */
export const DEFAULT_REGION_RULES: RegionRules = { complete: 'required', signed: 'obliged' };
