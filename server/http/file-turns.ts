// How many large files this process takes in at once, and how long one may take to arrive: each is
// held in memory until its handler is done with it, also when whoever sent it has gone.
import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../core/app-error.ts';

export interface FileTurns {
  /** Takes a turn before the file is read; throws UPLOADS_BUSY when all are taken. */
  enter: RequestHandler;
  /**
   * A reader of the file within the turn's time; when that is over, it is refused with UPLOAD_SLOW and
   * the connection ends, and with it the turn.
   */
  within(reader: RequestHandler): RequestHandler;
  /** The handler with its turn, which ends when it is done and the connection is over. */
  during(handler: RequestHandler): RequestHandler;
}

interface Turn {
  /** Until then it must have been read; of the process's own clock. */
  readBy: number;
  isWorking: boolean;
  isClosed: boolean;
}

/** `most` files at once, each read within `readMs`; a request that took no turn runs as it is. */
export function createFileTurns({ most, readMs }: { most: number; readMs: number }): FileTurns {
  const turns = new Map<Request, Turn>();
  const endIfOver = (request: Request, turn: Turn) => {
    if (turn.isClosed && !turn.isWorking) turns.delete(request);
  };
  return {
    enter(request, response, next) {
      if (turns.size >= most) throw new AppError('UPLOADS_BUSY');
      const turn = { readBy: performance.now() + readMs, isWorking: false, isClosed: false };
      turns.set(request, turn);
      response.once('close', () => {
        turn.isClosed = true;
        endIfOver(request, turn);
      });
      next();
    },
    within: (reader) => (request, response, next) => {
      const turn = turns.get(request);
      if (!turn) return reader(request, response, next);
      let isLate = false;
      const refuse = () => {
        isLate = true;
        // What still comes is nobody's: the connection ends with the answer.
        response.set('connection', 'close');
        next(new AppError('UPLOAD_SLOW', { seconds: Math.round(readMs / 1000) }));
      };
      const timer = setTimeout(refuse, turn.readBy - performance.now());
      response.once('close', () => clearTimeout(timer));
      return reader(request, response, (error?: unknown) => {
        clearTimeout(timer);
        if (!isLate) next(error);
      });
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
