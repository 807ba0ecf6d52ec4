// How fast bytes come from the server: a small sample first, a large one only where that was quick.
import { SPEED_SAMPLES } from '../../server/protocol/line-test.ts';

const LIMIT_MS = 10_000;
/** Below it the large sample would take longer than anybody waits, in Mbit/s. */
const QUICK = 0.4;

/** Reads a sample; what has come within the limit counts. Undefined: nothing came. */
async function measure(ticket: string, bytes: number): Promise<number | undefined> {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), LIMIT_MS);
  const from = performance.now();
  let received = 0;
  try {
    const address = `/api/uji-sambungan/unduhan?byte=${bytes}&tiket=${encodeURIComponent(ticket)}`;
    const answer = await fetch(address, { cache: 'no-store', signal: stop.signal });
    if (!answer.ok || !answer.body) return undefined;
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      received += value.length;
    }
  } catch {
    // Cut by the limit or by the network: the bytes until then tell enough.
  } finally {
    clearTimeout(limit);
  }
  const seconds = Math.max(performance.now() - from, 1) / 1000;
  return received > 0 ? (received * 8) / seconds / 1e6 : undefined;
}

/** The speed in Mbit/s; undefined when nothing came. At most 20 seconds. */
export async function testSpeed(ticket: string): Promise<number | undefined> {
  const [small, large] = SPEED_SAMPLES;
  const first = await measure(ticket, small);
  if (first === undefined || first < QUICK) return first;
  return (await measure(ticket, large)) ?? first;
}
