// For supervisors and monitoring: is the process up, is it ready to serve.
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json } from '../http/reply.ts';

export interface Health {
  /** Round trip to the database in milliseconds; rejects when it does not answer. */
  pingDatabase(): Promise<number>;
  boardsReady(): boolean;
  /** False while this process's clock is off MongoDB's. */
  clockTrusted(): boolean;
  /** The stream's state; it never makes the server unready. */
  streamState(): string;
}

/** /healthz and /readyz; anybody may call them. */
export const createHealthRoutes = (health: Health): AnyRoute[] => [
  defineRoute({
    method: 'get',
    path: '/healthz',
    access: 'public',
    input: {},
    handle: () => json({ status: 'up' }),
  }),
  defineRoute({
    method: 'get',
    path: '/readyz',
    access: 'public',
    input: {},
    async handle() {
      const database = await health.pingDatabase().then(
        () => true,
        () => false,
      );
      const boards = health.boardsReady();
      const clock = health.clockTrusted();
      const ready = database && boards && clock;
      // The first that is wrong: what somebody has to look at now.
      const reason = reasonOf({ database, boards, clock });
      const body = { ready, database, boards, clock, reason, stream: health.streamState() };
      return json(body, { status: ready ? 200 : 503 });
    },
  }),
];

const reasonOf = (parts: Record<string, boolean>): string | null =>
  Object.entries(parts).find(([, isRight]) => !isRight)?.[0] ?? null;
