// What a QR code says, beside what the list says of the code in the address.
import type { ReadStatement, Statement } from '../../server/protocol/statement.ts';
import { setHidden, setText } from '../lib/dom.ts';
import { pageLanguage, text } from '../lib/page-data.ts';
import { checkStatement, type EvidenceKey, type StatementCheck } from './check-statement.ts';

/** Verdicts over a QR code; the template has a headline for each. */
type QrVerdict = 'asli' | 'asliSendiri' | 'palsu' | 'lain' | 'rusak' | 'tanpa';

/** Shorter fragments are places in the page (`#isi`). */
const SHORTEST = 40;

/** The statement in an address's fragment, or nothing. */
export const statementIn = (hash: string): string | undefined =>
  hash.length > SHORTEST ? decodeFragment(hash.slice(1)) : undefined;

/** Checks the statement and shows the verdict in `section`; `isLookedUp`: a code was asked for. */
export async function showStatement(
  section: HTMLElement,
  statement: string,
  keys: readonly EvidenceKey[],
): Promise<void> {
  const isLookedUp = document.querySelector('[data-putusan]') !== null;
  const check = await checkStatement(statement, keys);
  const differs = check.result === 'broken' ? false : fillRows(section, check.read, isLookedUp);
  const verdict = verdictOf(check, differs, isLookedUp);
  for (const head of section.querySelectorAll<HTMLElement>('[data-qr-hasil]')) {
    setHidden(head, head.dataset.qrHasil !== verdict);
  }
  setHidden(section.querySelector('[data-qr-isi]'), check.result === 'broken');
  const isProven = check.result === 'proven';
  setHidden(section.querySelector('[data-qr-terbukti]'), !isProven);
  setHidden(section.querySelector('[data-qr-tak-terbukti]'), isProven);
  setHidden(document.querySelector('[data-kosong]'), true);
  const isForeign = ['palsu', 'lain', 'rusak'].includes(verdict);
  setHidden(document.querySelector('[data-hanya-kode]'), !isForeign);
  document.querySelector('[data-putusan]')?.classList.toggle('f-redam', isForeign);
  section.dataset.qr = verdict;
  section.hidden = false;
  section.focus({ preventScroll: true });
}

function verdictOf({ result }: StatementCheck, differs: boolean, isLookedUp: boolean): QrVerdict {
  if (result === 'broken') return 'rusak';
  if (result === 'forged') return 'palsu';
  if (result === 'unable') return 'tanpa';
  if (!isLookedUp) return 'asliSendiri';
  return differs ? 'lain' : 'asli';
}

/** Fills the table; true when the list knows another content, or not even the code. */
function fillRows(section: HTMLElement, { statement, date }: ReadStatement, isLookedUp: boolean) {
  const says = textsOf(statement, date);
  const values = valuesOf(statement, date);
  let differs = isLookedUp;
  for (const row of section.querySelectorAll<HTMLElement>('[data-qr-baris]')) {
    const key = row.dataset.qrBaris ?? '';
    const { nilai: listed, arti: means } = row.dataset;
    const isListed = listed !== undefined && listed === values[key];
    setText(row.querySelector('[data-qr-teks]'), (isListed && means) || (says[key] ?? ''));
    const isOther = isLookedUp && listed !== undefined && !isListed;
    setHidden(row.querySelector('[data-qr-beda]'), !isOther);
    // Numbers are given once: a code that is known and has this number is this document's.
    if (key === 'number' && isListed) differs = false;
  }
  const others = section.querySelectorAll('[data-qr-beda]:not([hidden])');
  return differs || others.length > 0;
}

/** As the server compares them. */
const valuesOf = (
  { kind, number, name, seat, region }: Statement,
  date: string,
): Record<string, string> => ({ document: kind, number, name, office: seat, region, date });

function textsOf(statement: Statement, date: string): Record<string, string> {
  const { kind, number, name, nameCut, seat, region } = statement;
  const long = new Intl.DateTimeFormat(pageLanguage() === 'en' ? 'en-GB' : 'id-ID', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return {
    document: text(`kinds.${kind}`),
    number,
    name: nameCut ? text('cut', { name }) : name || text('none'),
    office: coded(seat.slice(seat.indexOf('/') + 1)) || text('none'),
    region: coded(region) || text('outside'),
    date: long.format(new Date(`${date}T00:00:00Z`)),
  };
}

/** A code without its meaning, which only the list knows. */
const coded = (code: string): string => (code ? text('code', { code }) : '');

/** Some readers write a fragment's characters as %XX; ours needs none, so this only undoes that. */
function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
