// Sound that arrives at a page, by the browser's own figures; the page's context must count frames
// (decoded-frames.ts), which keeps its connections.
import type { Page } from 'playwright-core';
import { until } from './until.ts';

/** Run in the page: the loudest of all sounds that arrive (0 to 1), and all their energy so far. */
const sounds = async (): Promise<{ level: number; energy: number }> => {
  // Set by countFrames.
  const { keptConnections } = window as unknown as { keptConnections: RTCPeerConnection[] };
  let level = 0;
  let energy = 0;
  for (const connection of keptConnections) {
    for (const report of (await connection.getStats()).values()) {
      if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue;
      level = Math.max(level, report.audioLevel ?? 0);
      energy += report.totalAudioEnergy ?? 0;
    }
  }
  return { level, energy };
};

/** Resolves when a sound arrives whose level is above zero, and goes on arriving. */
export async function isHeard(page: Page): Promise<void> {
  const { energy } = await page.evaluate(sounds);
  await until('a sound', async () => {
    const now = await page.evaluate(sounds);
    return now.level > 0 && now.energy > energy;
  });
}

/** The fake microphone beeps every second: so long without any energy is silence. */
const SILENCE_MS = 2_500;

/** Resolves when nothing is heard any more. */
export async function isSilent(page: Page): Promise<void> {
  let since = performance.now();
  let { energy } = await page.evaluate(sounds);
  await until('silence', async () => {
    const now = await page.evaluate(sounds);
    if (now.energy > energy) since = performance.now();
    ({ energy } = now);
    return performance.now() - since > SILENCE_MS;
  });
}
