// Pictures that arrived, by the browser's own count of decoded frames on its peer connections.
import type { BrowserContext, Page } from 'playwright-core';

/** Keeps every peer connection that a page of the context will make, so that it can be asked. */
const keepConnections = (): void => {
  const Real = window.RTCPeerConnection;
  const kept: RTCPeerConnection[] = [];
  window.RTCPeerConnection = class extends Real {
    constructor(...given: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...given);
      kept.push(this);
    }
  };
  Object.assign(window, { keptConnections: kept });
};

/** Call it before the context's pages are opened. */
export const countFrames = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(keepConnections);

/** Frames decoded since the page was opened, over all its pictures. */
export async function framesDecoded(page: Page): Promise<number> {
  const count = await page.evaluate(async () => {
    // Set by keepConnections above.
    const { keptConnections } = window as unknown as { keptConnections: RTCPeerConnection[] };
    let frames = 0;
    for (const connection of keptConnections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'inbound-rtp') frames += report.framesDecoded ?? 0;
      }
    }
    return frames;
  });
  return Number(count);
}

/** Resolves when at least `more` further frames were decoded; false when none came in time. */
export async function framesGrow(page: Page, { more = 10, withinMs = 20_000 } = {}) {
  const before = await framesDecoded(page);
  const from = performance.now();
  while (performance.now() - from < withinMs) {
    if ((await framesDecoded(page)) >= before + more) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
