// Reads one QR code with the camera, where the browser has a barcode detector of its own.

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

const detectorClass = (): DetectorClass | undefined =>
  // Not in TypeScript's library yet: the Shape Detection API of Chromium and Safari.
  (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;

/** True when this browser can scan: a detector, and a camera it may be asked for. */
export const canScan = (): boolean =>
  detectorClass() !== undefined && navigator.mediaDevices?.getUserMedia !== undefined;

const nextFrame = (video: HTMLVideoElement): Promise<void> =>
  new Promise((resolve) => video.requestVideoFrameCallback(() => resolve()));

/**
 * Shows the camera in `video` until a QR code is read and gives its text; the camera is off
 * afterwards. Rejects when the camera is refused.
 */
export async function scanQr(video: HTMLVideoElement): Promise<string> {
  const Detector = detectorClass();
  if (!Detector) throw new Error('No barcode detector');
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment' },
  });
  try {
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const detector = new Detector({ formats: ['qr_code'] });
    for (;;) {
      await nextFrame(video);
      const [code] = await detector.detect(video);
      if (code) return code.rawValue;
    }
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.hidden = true;
  }
}
