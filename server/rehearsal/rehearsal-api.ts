// The host's side of a rehearsal, over the public address: it is made, led and ended by an owner.
import { z } from 'zod';
import type { HttpCall, HttpClient } from './http-client.ts';

const rehearsalSchema = z.object({
  session: z.object({ id: z.string(), slug: z.string() }),
  invitations: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      seat: z.string(),
      region: z.string().nullable(),
    }),
  ),
  boardUrl: z.string(),
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;

/** What the host does in a rehearsal, in this order. */
export type RehearsalAction = 'doors' | 'live' | 'read' | 'open-signing' | 'close-signing' | 'end';

const timesSchema = z.object({ liveAt: z.string().nullable(), endedAt: z.string().nullable() });
export type RehearsalTimes = z.infer<typeof timesSchema>;

const attendanceSchema = z.object({
  attendance: z.array(z.object({ seat: z.string(), attendedMs: z.number(), minutes: z.int() })),
});
/** What the server says that a seat's holder attended. */
export type AttendedSeat = z.infer<typeof attendanceSchema>['attendance'][number];

const certificatesSchema = z.object({
  certificates: z.array(z.object({ code: z.string(), kind: z.string(), url: z.string() })),
});
export type RehearsalCertificate = z.infer<typeof certificatesSchema>['certificates'][number];

const problemSchema = z.object({ title: z.string().optional(), detail: z.string().optional() });

export interface RehearsalApi {
  /** Makes a session of kind rehearsal with `officials` invitations. */
  create(input: { officials: number }): Promise<Rehearsal>;
  /** Does a step; resolves with the session's moments as the server's clock has them. */
  act(id: string, action: RehearsalAction): Promise<RehearsalTimes>;
  /** Everybody's attendance as the server has it. */
  attendance(id: string): Promise<AttendedSeat[]>;
  /** At most `limit` issued certificates, with links that carry their holder's access. */
  certificates(id: string, limit: number): Promise<RehearsalCertificate[]>;
}

function explain(status: number, text: string): string {
  try {
    const { detail, title } = problemSchema.parse(JSON.parse(text));
    return detail ?? title ?? `HTTP ${status}`;
  } catch {
    return `HTTP ${status}`;
  }
}

/** The API under an owner's token, or the machine's own. Its refusals become errors. */
export function createRehearsalApi(client: HttpClient, token: string): RehearsalApi {
  const call = async (path: string, more: HttpCall): Promise<unknown> => {
    const answer = await client.call(path, { ...more, bearer: token });
    if (answer.status >= 400) throw new Error(`${path}: ${explain(answer.status, answer.text)}`);
    return answer.text === '' ? undefined : JSON.parse(answer.text);
  };
  const post = (path: string, json: unknown) => call(path, { method: 'POST', json });
  const at = (id: string) => `/api/v1/rehearsals/${encodeURIComponent(id)}`;
  return {
    create: async ({ officials }) =>
      rehearsalSchema.parse(await post('/api/v1/rehearsals', { officials })),
    act: async (id, action) => timesSchema.parse(await post(`${at(id)}/actions`, { action })),
    attendance: async (id) =>
      attendanceSchema.parse(await call(`${at(id)}/attendance`, {})).attendance,
    async certificates(id, limit) {
      const answer = await call(`${at(id)}/certificates?limit=${limit}`, {});
      return certificatesSchema.parse(answer).certificates;
    },
  };
}
