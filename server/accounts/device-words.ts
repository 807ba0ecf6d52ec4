// What a browser calls itself, as two words that its owner knows it by.

/** Proper names; empty when unknown. */
export interface Device {
  browser: string;
  system: string;
}

// In this order: most browsers also claim to be Chrome or Safari.
const BROWSERS: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

const named = (list: [RegExp, string][], text: string): string =>
  list.find(([pattern]) => pattern.test(text))?.[1] ?? '';

/** The device behind a User-Agent header; nothing of the header itself is kept. */
export const deviceOf = (userAgent: string): Device => {
  const text = userAgent.slice(0, 500);
  return { browser: named(BROWSERS, text), system: named(SYSTEMS, text) };
};
