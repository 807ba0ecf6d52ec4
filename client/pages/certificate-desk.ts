// The page "Sertifikat": follows the issuing every two seconds, and asks before it begins.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/reports.css';
import '../styles/certificate-desk.css';
import {
  type IssueProgress,
  issuedLine,
  paceLine,
  stateLine,
} from '../../server/protocol/issue-progress.ts';
import { confirmForms } from '../lib/confirm-forms.ts';
import { setText } from '../lib/dom.ts';
import { dataWith, number, text } from '../lib/page-data.ts';

const POLL_MS = 2_000;

const { path, progress: first } = dataWith<{ path: string; progress: IssueProgress }>(
  'path',
  'progress',
);
const find = (name: string) => document.querySelector<HTMLElement>(`[data-${name}]`);
let shown = first;

/** What only the server draws (actions, failures, new kinds) is taken from the page anew. */
const outlineOf = ({ state, failed, kinds, issued }: IssueProgress): string =>
  JSON.stringify([state, failed, kinds.map(({ kind }) => kind), issued > 0]);

function draw(progress: IssueProgress): void {
  // Before there is anything the page says so in words of its own.
  if (progress.total === 0) return;
  const bar = document.querySelector<HTMLProgressElement>('[data-bilah]');
  setText(find('terbit'), issuedLine(progress, text, number));
  setText(find('keadaan'), stateLine(progress, text, number));
  setText(find('laju'), paceLine(progress, text, number));
  if (bar) {
    bar.max = Math.max(1, progress.total);
    bar.value = progress.issued;
  }
  for (const { kind, ...figures } of progress.kinds) {
    const row = document.querySelector(`[data-jenis="${kind}"]`);
    for (const [name, value] of Object.entries(figures)) {
      setText(row?.querySelector(`[data-nilai="${name}"]`), number(value));
    }
  }
}

async function refreshParts(): Promise<void> {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll<HTMLElement>('[data-segar]')) {
    const other = fresh.querySelector(`[data-segar="${part.dataset.segar}"]`);
    // Somebody's choice in a form stays theirs.
    if (!other || part.contains(document.activeElement)) continue;
    part.innerHTML = other.innerHTML;
    confirmForms(part);
  }
}

async function look(): Promise<void> {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(String(answer.status));
  const progress: IssueProgress = await answer.json();
  const isOther = outlineOf(progress) !== outlineOf(shown);
  shown = progress;
  draw(progress);
  if (isOther) await refreshParts();
}

function follow(): void {
  setTimeout(() => {
    look()
      .catch(() => setText(find('keadaan'), text('lost')))
      .finally(follow);
  }, POLL_MS);
}

confirmForms(document);
follow();
