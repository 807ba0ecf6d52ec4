// The kind of device by the name that its browser gives itself.
import { expect } from 'chai';
import { deviceOf } from '../../client/lib/device.ts';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15';

describe('the kind of device', () => {
  for (const [userAgent, maxTouchPoints, device] of [
    ['Mozilla/5.0 (Linux; Android 14; SM-A155F) Chrome/130.0 Mobile Safari/537.36', 5, 'phone'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148', 5, 'phone'],
    ['Mozilla/5.0 (Linux; Android 13; SM-X200) Chrome/130.0 Safari/537.36', 5, 'tablet'],
    [MAC, 5, 'tablet'],
    [MAC, 0, 'desktop'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36', 10, 'desktop'],
    ['Mozilla/5.0 (X11; Linux x86_64) Firefox/131.0', 0, 'desktop'],
    ['', 0, 'unknown'],
  ] as const) {
    it(`is ${device} for ${userAgent || 'a browser without a name'}`, () => {
      expect(deviceOf({ userAgent, maxTouchPoints })).to.equal(device);
    });
  }
});
