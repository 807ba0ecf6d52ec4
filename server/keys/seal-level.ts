// What a seal may claim (PP 71/2019 Ps 60 (2)); the footer's words follow it.
import { z } from 'zod';

export const sealLevelSchema = z.enum(['tidak-tersertifikasi', 'tersertifikasi']);
export type SealLevel = z.infer<typeof sealLevelSchema>;
