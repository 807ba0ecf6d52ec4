// The connection test: runs the lines one after the other, says what they mean, and writes down what
// a local technician has to open.
import '../styles/serif.css';
import '../styles/line-test.css';
import {
  type LineFindings,
  type LineTest,
  type LineTestAccess,
  outcomeOf,
  verdictOf,
} from '../../server/protocol/line-test.ts';
import { copyButtons } from '../lib/copy-buttons.ts';
import { setHidden, setText } from '../lib/dom.ts';
import { number, text } from '../lib/page-data.ts';
import { setSymbol } from '../lib/symbols.ts';
import { drawLine, lineOf } from '../line/draw-line.ts';
import { reportOf } from '../line/report.ts';
import { testDevice } from '../line/test-device.ts';
import { type MediaAddress, testMedia } from '../line/test-media.ts';
import { testSocket } from '../line/test-socket.ts';
import { testSpeed } from '../line/test-speed.ts';

const MEASURED = ['socket', 'signal', 'udp', 'tcp', 'speed'] as const satisfies LineTest[];
const part = (name: string) => document.querySelector<HTMLElement>(`[data-${name}]`);

const OUTCOME_SYMBOLS = {
  video: 'i-video',
  audio: 'i-audio',
  text: 'i-teks',
  none: 'i-silang',
  'no-stream': 'i-teks',
} as const;

const speedWords = ({ speed }: LineFindings): string =>
  speed === undefined ? text('speedNone') : text('speed', { speed: number(round(speed)) });
const round = (speed: number): number => Math.round(speed * 10) / 10 || 0.1;

const meaningOf = (line: LineTest, findings: LineFindings): string => {
  const verdict = verdictOf(line, findings);
  const words = text(`meaning.${line}.${verdict}`);
  return line === 'speed' ? `${speedWords(findings)} ${words}` : words;
};

/** The server's leave to test; a refusal is told as it stands. */
async function askAccess(): Promise<LineTestAccess> {
  const asking = fetch('/api/uji-sambungan', { method: 'POST', cache: 'no-store' });
  const answer = await asking.catch(() => {
    throw new Error(text('noServer'));
  });
  if (answer.status === 429) throw new Error(text('tooMany'));
  if (!answer.ok) throw new Error(text('noServer'));
  return answer.json();
}

const drawFound = (findings: LineFindings, lines: readonly LineTest[]): void => {
  for (const line of lines) {
    drawLine(document, line, verdictOf(line, findings), meaningOf(line, findings));
  }
};

async function findMedia(
  { media }: LineTestAccess,
  findings: LineFindings,
): Promise<MediaAddress[]> {
  if (!media) return [];
  for (const line of ['signal', 'udp', 'tcp'] as const) drawLine(document, line, 'running');
  const { reached, ...found } = await testMedia(media, (isThere) => {
    drawFound({ ...findings, signal: isThere }, ['signal']);
  });
  Object.assign(findings, found);
  return reached;
}

async function measure(): Promise<void> {
  const findings: LineFindings = { socket: 'none' };
  drawLine(document, 'socket', 'running');
  const access = await askAccess();
  findings.socket = await testSocket();
  drawFound(findings, ['socket']);
  // An engine that is there and does not answer now is a finding; one that is not used is none.
  if (access.engine === 'away') Object.assign(findings, { signal: false, udp: false, tcp: false });
  const reached = await findMedia(access, findings);
  drawFound(findings, ['signal', 'udp', 'tcp']);
  drawLine(document, 'speed', 'running');
  findings.speed = await testSpeed(access.ticket);
  drawFound(findings, MEASURED);
  drawOutcome(findings, reached);
}

function drawOutcome(findings: LineFindings, reached: MediaAddress[]): void {
  const outcome = outcomeOf(findings);
  const box = part('hasil');
  if (!box) return;
  box.dataset.hasil = outcome;
  const mark = box.querySelector('svg');
  if (mark) setSymbol(mark, OUTCOME_SYMBOLS[outcome]);
  setText(box.querySelector('h2'), text(`outcome.${outcome}.title`));
  setText(box.querySelector('p'), text(`outcome.${outcome}.text`));
  setHidden(box, false);
  const area = document.querySelector<HTMLTextAreaElement>('textarea[data-salin]');
  if (!area) return;
  area.value = reportOf({ root: document, outcome, reached, portLines: area.defaultValue });
  area.rows = area.value.split('\n').length + 1;
}

async function run(button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  setHidden(part('gagal'), true);
  setHidden(part('hasil'), true);
  for (const line of MEASURED) drawLine(document, line, 'waiting');
  try {
    await measure();
  } catch (error) {
    setText(part('gagal')?.querySelector('span'), error instanceof Error ? error.message : '');
    setHidden(part('gagal'), false);
    for (const line of MEASURED) drawLine(document, line, 'waiting');
  }
  setText(button.querySelector('span'), text('again'));
  button.disabled = false;
}

async function runDevice(which: 'camera' | 'microphone', button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  drawLine(document, which, 'running', text(`device.asking.${which}`));
  const row = lineOf(document, which);
  const video = row?.querySelector('video') ?? null;
  const meter = row?.querySelector('meter') ?? null;
  setHidden(video ?? meter, false);
  const found = await testDevice(which, {
    video,
    onLevel: (level) => {
      if (meter) meter.value = Math.min(1, level * 4);
    },
  });
  setHidden(video ?? meter, true);
  const verdict = found === 'good' ? 'good' : found === 'silent' ? 'limited' : 'blocked';
  drawLine(document, which, verdict, text(`device.${found}.${which}`));
  button.disabled = false;
}

const start = document.querySelector<HTMLButtonElement>('[data-mulai]');
start?.addEventListener('click', () => void run(start));
for (const which of ['camera', 'microphone'] as const) {
  const button = lineOf(document, which)?.querySelector('button');
  button?.addEventListener('click', () => void runDevice(which, button));
}
for (const element of document.querySelectorAll<HTMLElement>('[data-perlu-skrip]')) {
  element.hidden = false;
}
part('cetak')?.addEventListener('click', () => window.print());
copyButtons(document);
