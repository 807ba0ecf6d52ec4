// The host's side of a rehearsal, over the public address: it is made, led and ended by an owner.
import { z } from 'zod';
import type { HttpCall, HttpClient } from './http-client.ts';

const rehearsalSchema = z.object({
  session: z.object({ id: z.string(), slug: z.string() }),
  invitations: z.array(
    z.object({ code: z.string(), seat: z.string(), region: z.string().nullable() }),
  ),
  boardUrl: z.string(),
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;

/** What the host does in a rehearsal, in this order. */
export type RehearsalAction = 'doors' | 'live' | 'read' | 'open-signing' | 'close-signing' | 'end';

const certificatesSchema = z.object({
  certificates: z.array(z.object({ code: z.string(), kind: z.string(), url: z.string() })),
});
export type RehearsalCertificate = z.infer<typeof certificatesSchema>['certificates'][number];

const problemSchema = z.object({ title: z.string().optional(), detail: z.string().optional() });

export interface RehearsalApi {
  /** Makes a session of kind rehearsal with `officials` invitations. */
  create(input: { officials: number; seconds: number }): Promise<Rehearsal>;
  act(id: string, action: RehearsalAction): Promise<void>;
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
    create: async (input) => rehearsalSchema.parse(await post('/api/v1/rehearsals', input)),
    act: async (id, action) => {
      await post(`${at(id)}/actions`, { action });
    },
    async certificates(id, limit) {
      const answer = await call(`${at(id)}/certificates?limit=${limit}`, {});
      return certificatesSchema.parse(answer).certificates;
    },
  };
}
