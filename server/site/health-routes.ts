// For supervisors and monitoring: is the process up, is it ready to serve.
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { json } from '../http/reply.ts';

export interface Health {
  /** Round trip to the database in milliseconds; rejects when it does not answer. */
  pingDatabase(): Promise<number>;
  boardsReady(): boolean;
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
      const ready = database && boards;
      const body = { ready, database, boards, stream: health.streamState() };
      return json(body, { status: ready ? 200 : 503 });
    },
  }),
];
