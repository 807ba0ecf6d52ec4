// Keeps the change stream of the boards running. A stream that breaks is resumed where it was, so
// that nothing has to be read; only when that place is lost everything is read anew.
import type { Connection } from '../core/database.ts';
import type { Logger } from '../core/logger.ts';
import { type BoardFact, watchBoardFacts } from './board-facts.ts';

const RETRY_MS = 1_000;

/** Whether the database could not be asked at all: then the place in the stream is not lost. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && /^Mongo(?:Network|ServerSelection|NotConnected)/.test(error.name);

interface Options {
  connection: Connection;
  logger: Logger;
  onFact(fact: BoardFact): void;
  /** Of every change: when it was written, by the database's clock. */
  onSeen(written: Date | undefined): void;
  /** Reads everything from the collections, while the stream already runs. */
  readAll(): Promise<void>;
}

type Watching = Awaited<ReturnType<typeof watchBoardFacts>>;

interface State {
  ready: boolean;
  stopped: boolean;
  isRetrying: boolean;
  /** The stream's place; undefined: none, so that everything has to be read. */
  token: unknown;
  /** The place that was resumed at last: one that fails there again is lost. */
  tried: unknown;
  /** The boards have been read; before that, no place in the stream is of use. */
  isRead: boolean;
  watching: Watching | undefined;
}

/** Resolves when the stream runs and `readAll` has read what came before it. */
export async function followFacts(
  options: Options,
): Promise<{ isReady(): boolean; stop(): Promise<void> }> {
  const state: State = {
    ready: false,
    stopped: false,
    isRetrying: false,
    token: undefined,
    tried: undefined,
    isRead: false,
    watching: undefined,
  };
  const onLost = (error: unknown) => {
    state.ready = false;
    if (state.stopped || state.isRetrying) return;
    state.isRetrying = true;
    const token = state.watching?.token() ?? state.token;
    // A stream that got no further than where it was resumed would break there for ever.
    const isUseless = !state.isRead || (token === state.tried && !isUnreachable(error));
    state.token = isUseless ? undefined : token;
    const how = state.token === undefined ? 'the boards are read anew' : 'it is resumed';
    options.logger.warn({ error: String(error) }, `The change stream broke; ${how}`);
    const pause = state.token === undefined || token === state.tried ? RETRY_MS : 0;
    setTimeout(() => {
      state.isRetrying = false;
      start(state, options, onLost).catch(onLost);
    }, pause).unref();
  };
  await start(state, options, onLost);
  return {
    isReady: () => state.ready,
    async stop() {
      state.stopped = true;
      await state.watching?.stop();
    },
  };
}

const start = async (
  state: State,
  { connection, onFact, onSeen, readAll }: Options,
  onLost: (error: unknown) => void,
): Promise<void> => {
  const { token } = state;
  await state.watching?.stop().catch(() => undefined);
  state.watching = undefined;
  state.tried = token;
  let isLost = false;
  const watching = await watchBoardFacts(connection, {
    resumeAfter: token,
    onFact,
    onSeen,
    onLost(error) {
      isLost = true;
      onLost(error);
    },
  });
  if (state.stopped) return watching.stop();
  state.watching = watching;
  if (token === undefined) {
    state.isRead = false;
    await readAll();
    state.isRead = true;
  }
  state.ready = !isLost && !state.stopped;
};
