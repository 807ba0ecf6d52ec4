// The transcript as a file: plain text with the time of each line, or WebVTT beside the recording.
import type { TranscriptLine } from './caption-store.ts';

export const CAPTION_FORMATS = ['vtt', 'txt'] as const;
export type CaptionFormat = (typeof CAPTION_FORMATS)[number];

export const CAPTION_TYPES: Record<CaptionFormat, string> = {
  vtt: 'text/vtt; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** A cue stands at least and at most so long, in milliseconds. */
const CUE_MIN_MS = 1_000;
const CUE_MAX_MS = 8_000;

const pad = (value: number, digits = 2): string => String(Math.floor(value)).padStart(digits, '0');

/** "01:02:03.004" (WebVTT 1.0, section 4.1). */
const cueTime = (ms: number): string =>
  `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}.${pad(ms % 1000, 3)}`;

/** Cue text may hold no `<`, `&` and no arrow as they are (WebVTT 1.0, section 4.2.2). */
const cueText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * WebVTT: each line stands from the moment it was typed until the next one, at most 8 seconds.
 * `from` is when the event went live, in milliseconds; lines before it count from the first one.
 */
export function webVtt(lines: readonly TranscriptLine[], from: number | undefined): string {
  const first = lines[0]?.at.getTime() ?? 0;
  const zero = Math.min(from ?? first, first);
  const cues = lines.map(({ number, text, at }, index) => {
    const start = at.getTime() - zero;
    const next = lines[index + 1];
    const most = start + CUE_MAX_MS;
    const end = next ? Math.min(next.at.getTime() - zero, most) : most;
    const span = `${cueTime(start)} --> ${cueTime(Math.max(end, start + CUE_MIN_MS))}`;
    return `${number}\n${span}\n${cueText(text)}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

/** "09.15.02  Yang kami hormati ..." by the clock in WIB. */
export function plainTranscript(lines: readonly TranscriptLine[]): string {
  const options = {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: 'Asia/Jakarta',
  } as const;
  return lines
    .map(({ at, text }) => {
      const time = at.toLocaleTimeString('en-GB', options).replaceAll(':', '.');
      return `${time}  ${text}\n`;
    })
    .join('');
}
