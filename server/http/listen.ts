// Opens the port, or says in plain words why it can't.
import type { Server } from 'node:http';

/**
 * Connections that the system keeps for a busy moment (Node's own 511 are too few when a crowd
 * arrives: what exceeds them is reset). The system may allow fewer: net.core.somaxconn.
 */
const BACKLOG = 4_096;

/** Resolves when the server listens. Rejects with an Indonesian text when the port is taken. */
export function listen(server: Server, config: { HOST: string; PORT: number }): Promise<void> {
  const { HOST, PORT } = config;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      const text = `port ${PORT} sedang dipakai program lain. Tutup program itu, atau setel PORT.`;
      reject(taken ? new Error(text, { cause: error }) : error);
    });
    server.listen({ port: PORT, host: HOST, backlog: BACKLOG }, resolve);
  });
}
