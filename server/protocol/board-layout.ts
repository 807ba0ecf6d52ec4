// Where the province clusters lie on the board: data of a region set, read by build and server.
import { z } from 'zod';

/** One cluster; `x` and `y` in tile pitches from the upper left, `absent`: no region takes part. */
export const boardClusterSchema = z.object({
  province: z.string(),
  name: z.string(),
  short: z.string(),
  columns: z.int().positive(),
  x: z.number(),
  y: z.number(),
  absent: z.boolean().optional(),
});
export type BoardCluster = z.infer<typeof boardClusterSchema>;

export const boardLayoutSchema = z.object({
  columns: z.number().positive(),
  rows: z.number().positive(),
  /** Where the seats outside the regions stand (Pusat dan Kanreg). */
  outside: z.object({ x: z.number(), y: z.number() }),
  clusters: z.array(boardClusterSchema),
});
export type BoardLayout = z.infer<typeof boardLayoutSchema>;

/** Layouts by their id (the `boardLayout` of a region set). */
export const boardLayoutsSchema = z.record(z.string(), boardLayoutSchema);
export type BoardLayouts = z.infer<typeof boardLayoutsSchema>;
