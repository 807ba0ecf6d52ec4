// A change stream that ends by itself must never go unnoticed: whoever follows it would be deaf.

/** What is used of Mongoose's change streams. */
export interface WatchedStream {
  on(event: 'error' | 'close' | 'resumeTokenChanged', listener: (error?: unknown) => void): unknown;
  close(): Promise<unknown>;
}

/**
 * Calls `onLost` once when the stream fails or closes otherwise than by `stop`. Tried by killing
 * the stream's operation in the database: Mongoose's stream then says `close` and no `error`.
 */
export function guardStream(
  stream: WatchedStream,
  onLost: (error: unknown) => void,
): { stop(): Promise<void> } {
  let isOver = false;
  const end = (error: unknown) => {
    if (isOver) return;
    isOver = true;
    onLost(error);
  };
  stream.on('error', end);
  stream.on('close', () => end(new Error('The change stream was closed')));
  return {
    async stop() {
      isOver = true;
      await stream.close();
    },
  };
}
