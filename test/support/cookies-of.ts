// Hands what a browser without a window has been given to a real one.
import type { TestBrowser } from './browser.ts';

/** The visitor's cookies as a real browser's context takes them. */
export const cookiesOf = (visitor: TestBrowser, url: string) =>
  visitor
    .cookies()
    .split('; ')
    .filter(Boolean)
    .map((cookie) => {
      const [name = '', ...value] = cookie.split('=');
      return { name, value: value.join('='), url };
    });
