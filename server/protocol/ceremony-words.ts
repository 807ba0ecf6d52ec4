// How a window and the seal are put into words: the same on the server's first view and in browsers.
import type { SessionStatus } from './session.ts';
import { countdownText, timeLeft, type WindowStatus } from './signing-window.ts';

/** Gives the text of a key below `ceremony.client`, in the reader's language. */
export type SayCeremony = (key: string, parameters?: Record<string, string | number>) => string;

const ZONE = { timeZone: 'Asia/Jakarta' } as const;
/** A window that ends later than this is not counted down by the second. */
const FAR_MS = 60 * 60_000;

/** "10.55 WIB"; with `seconds`, "10.55.07 WIB". */
export function wibTime(moment: number, { seconds = false } = {}): string {
  const time = new Date(moment).toLocaleTimeString('en-GB', {
    ...ZONE,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
  });
  return `${time.replaceAll(':', '.')} WIB`;
}

/** "7 Oktober 2020". */
export const wibDate = (moment: number, language: string): string =>
  new Date(moment).toLocaleDateString(language === 'en' ? 'en-GB' : 'id-ID', {
    ...ZONE,
    dateStyle: 'long',
  });

export interface WindowWords {
  state: 'open' | 'paused' | 'late';
  /** "04.32"; empty where the window has no end of its own, or one that is far away. */
  left: string;
  words: string;
}

/** What a screen says of the window that runs at `now`; undefined when none does. */
export function windowWords(
  status: WindowStatus,
  { now, language, say }: { now: number; language: string; say: SayCeremony },
): WindowWords | undefined {
  const { ceremony, signingEndsAt, signingPausedAt, lateUntil } = status;
  const left = timeLeft(status, now);
  if (ceremony === 'signing') {
    if (signingPausedAt) {
      const text = left ? countdownText(left.ms) : '';
      return { state: 'paused', left: text, words: say('window.paused') };
    }
    if (!left || !signingEndsAt) return { state: 'open', left: '', words: say('window.endless') };
    const time = wibTime(Date.parse(signingEndsAt));
    return { state: 'open', left: countdownText(left.ms), words: say('window.open', { time }) };
  }
  if (ceremony !== 'late' || !left || !lateUntil) return undefined;
  const end = Date.parse(lateUntil);
  const isFar = left.ms > FAR_MS;
  const date = wibDate(end, language) === wibDate(now, language) ? '' : wibDate(end, language);
  const time = [date, wibTime(end)].filter(Boolean).join(', ');
  const words = say('window.late', { time });
  return { state: 'late', left: isFar ? '' : countdownText(left.ms), words };
}

export interface SealWords {
  /** "1.204" */
  count: string;
  /** "7 Oktober 2020, 11.02.45 WIB" */
  moment: string;
  /** Eight groups of eight digits: 64 in a row can't be read out. */
  root: string[];
}

/** The closing moment in words; undefined before it. */
export function sealWords(
  { sealed }: Pick<SessionStatus, 'sealed'>,
  language: string,
): SealWords | undefined {
  if (!sealed) return undefined;
  const at = Date.parse(sealed.at);
  return {
    count: sealed.signatures.toLocaleString(language === 'en' ? 'en-GB' : 'id-ID'),
    moment: `${wibDate(at, language)}, ${wibTime(at, { seconds: true })}`,
    root: sealed.root.match(/.{8}/g) ?? [],
  };
}

/** What fills the ceremony's screen. */
export type CeremonyScene = 'waiting' | 'reading' | 'signing' | 'closed' | 'sealed';

/** The scene, and the line above it: a key below `ceremony.client.scene` with its parameters. */
export interface SceneWords {
  scene: CeremonyScene;
  key: string;
  parameters: Record<string, string | number>;
}

/** `clauses` is the number of the declaration's commitments. */
export function sceneWords(
  status: Pick<SessionStatus, 'ceremony' | 'clause' | 'signingPausedAt'>,
  clauses: number,
): SceneWords {
  const { ceremony, clause, signingPausedAt } = status;
  const said = (scene: CeremonyScene, key: string = scene): SceneWords => ({
    scene,
    key,
    parameters: { number: clause, total: clauses },
  });
  if (ceremony === 'idle') return said('waiting');
  if (ceremony === 'signing') return said('signing', signingPausedAt ? 'paused' : 'signing');
  if (ceremony === 'late') return said('signing', 'late');
  if (ceremony !== 'reading') return said(ceremony);
  return said('reading', clause === 0 ? 'opening' : clause > clauses ? 'closing' : 'clause');
}
