// Reads one QR code with the camera.
import { createQrReader } from './read-qr.ts';

/** True when this browser has a camera that it may be asked for. */
export const canScan = (): boolean => navigator.mediaDevices?.getUserMedia !== undefined;

const nextFrame = (video: HTMLVideoElement): Promise<void> =>
  new Promise((resolve) => video.requestVideoFrameCallback(() => resolve()));

/**
 * Shows the camera in `video` until a QR code is read and gives its text, or nothing once `stop`
 * is aborted; the camera is off afterwards. Rejects when the camera is refused.
 */
export async function scanQr(
  video: HTMLVideoElement,
  stop: AbortSignal,
): Promise<string | undefined> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1_280 }, height: { ideal: 720 } },
  });
  try {
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const read = await createQrReader();
    while (!stop.aborted) {
      await nextFrame(video);
      const text = await read(video);
      if (text) return text;
    }
    return undefined;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
    video.hidden = true;
  }
}
