// The schema of a session's attendance rule; the rule's meaning is in attendance.ts.
import { z } from 'zod';
import type { AttendanceRule } from './attendance.ts';

const clockTime = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const momentOr = (word: 'live' | 'end') =>
  z.string().refine((value) => value === word || clockTime.test(value), {
    message: `Must be '${word}' or a time HH:MM`,
  });

/** Exactly one of share and minutes; a window of two times must not be empty. */
export const attendanceRuleSchema = z
  .strictObject({
    share: z.number().gt(0).max(1).nullable(),
    minutes: z.int().positive().nullable(),
    from: momentOr('live'),
    until: momentOr('end'),
    lateAfterMinutes: z.int().nonnegative().nullable(),
    lateCounts: z.boolean(),
  })
  .refine(({ share, minutes }) => (share === null) !== (minutes === null), {
    message: 'Exactly one of share and minutes must be set',
  })
  .refine(({ from, until }) => !clockTime.test(from) || !clockTime.test(until) || from < until, {
    message: 'The window must end after it begins',
  }) satisfies z.ZodType<AttendanceRule>;
