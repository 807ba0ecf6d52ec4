// How many large files this process takes in at once: each is held in memory until its handler is done
// with it, also when whoever sent it has gone.
import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../core/app-error.ts';

export interface FileTurns {
  /** Takes a turn before the file is read; throws UPLOADS_BUSY when all are taken. */
  enter: RequestHandler;
  /** The handler with its turn, which ends when it is done and the connection is over. */
  during(handler: RequestHandler): RequestHandler;
}

interface Turn {
  isWorking: boolean;
  isClosed: boolean;
}

/** `most` files at once; a request that took no turn runs as it is. */
export function createFileTurns(most: number): FileTurns {
  const turns = new Map<Request, Turn>();
  const endIfOver = (request: Request, turn: Turn) => {
    if (turn.isClosed && !turn.isWorking) turns.delete(request);
  };
  return {
    enter(request, response, next) {
      if (turns.size >= most) throw new AppError('UPLOADS_BUSY');
      const turn = { isWorking: false, isClosed: false };
      turns.set(request, turn);
      response.once('close', () => {
        turn.isClosed = true;
        endIfOver(request, turn);
      });
      next();
    },
    during: (handler) => async (request: Request, response: Response, next) => {
      const turn = turns.get(request);
      if (!turn) return handler(request, response, next);
      turn.isWorking = true;
      try {
        await handler(request, response, next);
      } finally {
        turn.isWorking = false;
        endIfOver(request, turn);
      }
    },
  };
}
