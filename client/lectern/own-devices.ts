// What can be chosen of this device, and how loud its microphone is.
import type { LocalTrack } from 'livekit-client';
import { make } from '../lib/dom.ts';
import { text } from '../lib/page-data.ts';
import type { DeviceKind } from '../media/own-tracks.ts';

const KINDS = { camera: 'videoinput', microphone: 'audioinput' } as const;

/** Fills the choices of cameras and microphones; browsers name them once one was allowed. */
export async function fillChoices(): Promise<void> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  for (const kind of ['camera', 'microphone'] as const) {
    const list = document.querySelector<HTMLSelectElement>(`[data-pilih=${kind}]`);
    const found = all.filter((one) => one.kind === KINDS[kind] && one.deviceId !== '');
    if (!list || found.length === 0) continue;
    const before = list.value;
    const options = found.map(({ deviceId, label }, index) => {
      const option = make('option', label || text('greenRoom.unnamed', { number: index + 1 }));
      option.value = deviceId;
      return option;
    });
    const first = make('option', text('greenRoom.default'));
    first.value = '';
    list.replaceChildren(first, ...options);
    list.value = found.some(({ deviceId }) => deviceId === before) ? before : '';
  }
}

/** Calls `choose` when another device is chosen. */
export function onChoice(choose: (kind: DeviceKind, deviceId: string) => void): void {
  for (const kind of ['camera', 'microphone'] as const) {
    const list = document.querySelector<HTMLSelectElement>(`[data-pilih=${kind}]`);
    list?.addEventListener('change', () => choose(kind, list.value));
  }
}

export interface LevelMeter {
  /** Measures this track from now on; undefined: the microphone is off. */
  follow(track: LocalTrack | undefined): void;
}

const EVERY_MS = 120;
/** Below it a room is quiet, on the meter's scale from 0 to 1. */
const QUIET = 0.06;
/** So long it stays "good" between two words. */
const HOLD_MS = 2_500;

/** Moves `[data-aras]` and says in words whether anything is heard. */
export function createLevelMeter(): LevelMeter {
  const meter = document.querySelector<HTMLMeterElement>('[data-aras]');
  const words = document.querySelector('[data-aras-kata]');
  let followed: LocalTrack | undefined;
  let end = () => {};
  const say = (key: string) => {
    const next = text(`greenRoom.level.${key}`);
    if (words && words.textContent !== next) words.textContent = next;
  };
  const measure = async (track: LocalTrack): Promise<void> => {
    const { createAudioAnalyser } = await import('livekit-client');
    // The library asks for an audio track; a microphone's is one.
    const audio = track as Parameters<typeof createAudioAnalyser>[0];
    const { calculateVolume, cleanup } = createAudioAnalyser(audio, { cloneTrack: true });
    let heardAt = Number.NEGATIVE_INFINITY;
    const timer = setInterval(() => {
      const level = Math.min(1, calculateVolume());
      if (meter) meter.value = level;
      if (level > QUIET) heardAt = performance.now();
      say(performance.now() - heardAt < HOLD_MS ? 'good' : 'quiet');
    }, EVERY_MS);
    end = () => {
      clearInterval(timer);
      void cleanup();
    };
    if (followed !== track) end();
  };
  return {
    follow(track) {
      if (track === followed || !meter) return;
      end();
      end = () => {};
      followed = track;
      meter.value = 0;
      say(track ? 'quiet' : 'off');
      if (track) void measure(track);
    },
  };
}
