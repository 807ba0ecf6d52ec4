// The built-in test presenter, run as a process of its own (the media library is native, and its
// work must not slow the server): a calm test card and a quiet tone, until it is told to end.
import {
  AudioFrame,
  AudioSource,
  dispose,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoCodec,
  VideoFrame,
  VideoSource,
} from '@livekit/rtc-node';
import { createTestCard } from './test-card.ts';

const WIDTH = 1280;
const HEIGHT = 720;
const FRAMES_PER_SECOND = 15;
const SAMPLE_RATE = 48_000;
const TONE_HZ = 220;
const LOUDNESS = 0.03;
const TONE_SAMPLES = SAMPLE_RATE / 10;

const room = new Room();

async function main(): Promise<void> {
  const { IKRAR_PRESENTER_URL: url, IKRAR_PRESENTER_TOKEN: token } = process.env;
  if (!url || !token) throw new Error('IKRAR_PRESENTER_URL and IKRAR_PRESENTER_TOKEN are set');
  delete process.env.IKRAR_PRESENTER_TOKEN;
  room.on(RoomEvent.Disconnected, () => void end(2));
  await room.connect(url, token, { autoSubscribe: false, dynacast: false });
  await publishVideo();
  await publishTone();
  process.send?.({ type: 'publishing' });
}

async function publishVideo(): Promise<void> {
  const source = new VideoSource(WIDTH, HEIGHT);
  const track = LocalVideoTrack.createVideoTrack('gambar-uji', source);
  const options = new TrackPublishOptions({
    source: TrackSource.SOURCE_CAMERA,
    videoCodec: VideoCodec.VP8,
    videoEncoding: { maxBitrate: 600_000n, maxFramerate: FRAMES_PER_SECOND },
    // One encoding: the card is small as it is, and a second one costs half a core.
    simulcast: false,
  });
  await room.localParticipant?.publishTrack(track, options);
  const card = createTestCard(WIDTH, HEIGHT);
  const frame = new VideoFrame(card.data, WIDTH, HEIGHT, VideoBufferType.I420);
  let count = 0;
  setInterval(() => {
    card.advance(count);
    count += 1;
    source.captureFrame(frame);
  }, 1000 / FRAMES_PER_SECOND);
}

async function publishTone(): Promise<void> {
  const source = new AudioSource(SAMPLE_RATE, 1, 300);
  const track = LocalAudioTrack.createAudioTrack('nada-uji', source);
  const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE });
  await room.localParticipant?.publishTrack(track, options);
  // A tenth of a second holds a whole number of waves, so one frame repeats without a click.
  const samples = Int16Array.from({ length: TONE_SAMPLES }, (_, i) =>
    Math.round(Math.sin((2 * Math.PI * TONE_HZ * i) / SAMPLE_RATE) * LOUDNESS * 32_767),
  );
  void play(source, new AudioFrame(samples, SAMPLE_RATE, 1, TONE_SAMPLES));
}

async function play(source: AudioSource, frame: AudioFrame): Promise<never> {
  // The source's queue sets the pace: it takes a frame when there is room for it.
  for (;;) await source.captureFrame(frame);
}

let isEnding = false;
async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(code), 1500).unref();
  await room.disconnect().catch(() => undefined);
  await dispose().catch(() => undefined);
  process.exit(code);
}

for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.on(signal, () => void end(0));
}
main().catch((cause: unknown) => {
  process.send?.({
    type: 'failed',
    reason: cause instanceof Error ? cause.message : String(cause),
  });
  void end(1);
});
