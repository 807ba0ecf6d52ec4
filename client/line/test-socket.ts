// Whether the page's own line to the server opens: as a WebSocket, or by its fallback over HTTP.
import type { LineFindings } from '../../server/protocol/line-test.ts';

const LIMIT_MS = 8_000;
const PATH = '/socket.io/?EIO=4&transport=';

/** Engine.IO greets with an open packet, which begins with 0, before anybody is asked who they are. */
const isGreeting = (data: unknown): boolean => typeof data === 'string' && data.startsWith('0');

const opensWebSocket = (): Promise<boolean> =>
  new Promise((resolve) => {
    const address = new URL(`${PATH}websocket`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address);
    const end = (isOpen: boolean): void => {
      clearTimeout(limit);
      resolve(isOpen);
      socket.close();
    };
    const limit = setTimeout(end, LIMIT_MS, false);
    socket.addEventListener('message', ({ data }) => end(isGreeting(data)));
    socket.addEventListener('error', () => end(false));
    socket.addEventListener('close', () => end(false));
  });

const answersPolling = async (): Promise<boolean> => {
  try {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const answer = await fetch(`${PATH}polling`, { cache: 'no-store', signal });
    return answer.ok && isGreeting(await answer.text());
  } catch {
    return false;
  }
};

/** Tries the WebSocket first; at most 16 seconds. */
export async function testSocket(): Promise<LineFindings['socket']> {
  if (await opensWebSocket()) return 'websocket';
  return (await answersPolling()) ? 'polling' : 'none';
}
