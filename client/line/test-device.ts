// Whether a camera or a microphone may be used, tried on a click only; nothing leaves the device.
import { type MediaProblem, toMediaError } from '../media/errors.ts';

const LISTEN_MS = 3_000;
/** Loudness (0 to 1) from which a voice is taken to be there. */
const HEARD = 0.02;

export type DeviceFinding = 'good' | 'silent' | MediaProblem;

const constraints = {
  camera: { video: true },
  microphone: { audio: true },
} as const;

/** The loudest moment of some seconds; `onLevel` hears each one, for a meter. */
async function listen(stream: MediaStream, onLevel: (level: number) => void): Promise<number> {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let loudest = 0;
  const from = performance.now();
  while (performance.now() - from < LISTEN_MS) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    analyser.getFloatTimeDomainData(samples);
    const level = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
    loudest = Math.max(loudest, level);
    onLevel(level);
  }
  await context.close();
  return loudest;
}

/** Asks for the device, shows or hears it for some seconds, and gives it back. */
export async function testDevice(
  which: 'camera' | 'microphone',
  parts: { video: HTMLVideoElement | null; onLevel: (level: number) => void },
): Promise<DeviceFinding> {
  if (!window.isSecureContext || !navigator.mediaDevices) return 'insecure';
  let stream: MediaStream | undefined;
  try {
    stream = await navigator.mediaDevices.getUserMedia(constraints[which]);
    if (which === 'microphone') {
      return (await listen(stream, parts.onLevel)) >= HEARD ? 'good' : 'silent';
    }
    if (parts.video) parts.video.srcObject = stream;
    await new Promise((resolve) => setTimeout(resolve, LISTEN_MS));
    return 'good';
  } catch (error) {
    return toMediaError(error).problem;
  } finally {
    for (const track of stream?.getTracks() ?? []) track.stop();
    if (parts.video) parts.video.srcObject = null;
  }
}
