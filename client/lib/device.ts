// The kind of device that this browser runs on, as far as it tells.
import type { Device } from '../../server/protocol/attendance.ts';

/** By the name that the browser gives itself; an iPad calls itself a Mac, but can be touched. */
export function deviceOf({
  userAgent,
  maxTouchPoints,
}: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): Device {
  if (/iPhone|Android.*Mobile|Windows Phone/.test(userAgent)) return 'phone';
  if (/iPad|Android|Tablet/.test(userAgent)) return 'tablet';
  if (/Macintosh/.test(userAgent) && maxTouchPoints > 1) return 'tablet';
  return /Windows|Macintosh|Linux|CrOS/.test(userAgent) ? 'desktop' : 'unknown';
}
