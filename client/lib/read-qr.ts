// Finds a QR code in a picture: with the browser's own detector, else with jsqr, loaded when needed.

interface Detector {
  detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats?(): Promise<string[]>;
}
export type QrReader = (source: HTMLVideoElement | ImageBitmap) => Promise<string | undefined>;

/** A frame is read at most this wide: a code fills a good part of it, and phones stay cool. */
const WIDEST = 1_280;

/** Prepares a reader; its answer is the text of a code in the picture, or nothing. */
export async function createQrReader(): Promise<QrReader> {
  const own = await ownDetector();
  return own ?? (await drawnReader());
}

/** Chromium on phones and Safari on Macs have one; some have the class and no format. */
async function ownDetector(): Promise<QrReader | undefined> {
  // Not in TypeScript's library yet: the Shape Detection API.
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  if (!BarcodeDetector) return undefined;
  const formats = (await BarcodeDetector.getSupportedFormats?.().catch(() => [])) ?? [];
  if (!formats.includes('qr_code')) return undefined;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return async (source) => (await detector.detect(source))[0]?.rawValue;
}

async function drawnReader(): Promise<QrReader> {
  // CommonJS: its default export holds itself once more, as its types say.
  const { default: jsQR } = (await import('jsqr')).default;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('No canvas');
  return async (source) => {
    const [width, height] = sizeOf(source);
    if (width === 0) return undefined;
    const scale = Math.min(1, WIDEST / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(data, canvas.width, canvas.height)?.data || undefined;
  };
}

const sizeOf = (source: HTMLVideoElement | ImageBitmap): [number, number] =>
  source instanceof HTMLVideoElement
    ? [source.videoWidth, source.videoHeight]
    : [source.width, source.height];
