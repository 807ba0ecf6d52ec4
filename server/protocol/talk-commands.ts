// What the commands of the talk take; the browser builds them, the server checks them.
import { z } from 'zod';
import { BODY_MAX } from './limits.ts';
import { ANNOUNCEMENT_MINUTES, QUESTION_STEPS, REACTIONS, URGENCIES } from './talk.ts';

/** The length is judged where the text is: a long one is told how long it may be. */
const text = z.string().max(BODY_MAX);
const id = z.string().regex(/^[a-z0-9]{16}$/);
const count = z.coerce.number().int().min(0).max(1_000_000);

export const askSchema = z.object({ text });
export const reactSchema = z.object({ reaction: z.enum(REACTIONS) });
export const moderateSchema = z.object({
  question: id,
  step: z.enum(QUESTION_STEPS),
  version: count,
  reason: text.optional(),
  /** To show: the question that was seen on stage. */
  shown: id.nullable().optional(),
});
export const announceSchema = z.object({
  text,
  urgency: z.enum(URGENCIES),
  minutes: z.coerce.number().refine((value) => ANNOUNCEMENT_MINUTES.some((one) => one === value)),
  seen: count,
});
export const withdrawSchema = z.object({ number: count });
export const captionSchema = z.object({
  text,
  /** Made by the typing page for each line. */
  key: z.string().regex(/^[\w-]{16,40}$/),
});
export const correctSchema = z.object({ number: count, version: count, text });
