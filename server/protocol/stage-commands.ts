// What is sent to the stage: schemas of its commands, apart from stage.ts because pages take none.
import { z } from 'zod';
import { STAGE_ACTS } from './stage.ts';

/**
 * Whom a step is about: somebody of the roster (`m-<code>`), an official (`p-<registration>`) or a
 * shared room (`r-<room>`).
 */
export const stageSubjectSchema = z.string().regex(/^[mpr]-[\w.:-]{1,80}$/);

export const stageActSchema = z.object({
  act: z.enum(STAGE_ACTS),
  who: stageSubjectSchema.optional(),
  /** The version that the director saw; another one means that somebody was faster. */
  version: z.int().optional(),
});
export const stageDirectSchema = z.object({
  /** Also from somebody who leads already. */
  takeOver: z.boolean().default(false),
  /** Gives the lead away. */
  release: z.boolean().default(false),
});
export const stageHandSchema = z.object({ up: z.boolean() });
export const stageReadySchema = z.object({ camera: z.boolean(), microphone: z.boolean() });
