// A person's stays in one cell, in WIB, with the date where it is another than the session's.
import { momentText, type PersonRow, type Words } from '../reports/index.ts';

/** A cell of a spreadsheet holds 32,767 characters; more stays than these are only counted. */
const LISTED = 600;

/** "09:00:12-09:41:03; 09:42:10-"; a stay that lasted to the end has no end of its own. */
export function staysText(stays: PersonRow['stays'], date: string, words: Words): string {
  const said = (moment: number): string => {
    if (!Number.isFinite(moment)) return '';
    const [day = '', clock = ''] = momentText(moment).split(' ');
    return day === date ? clock : `${day} ${clock}`;
  };
  const listed = stays.slice(0, LISTED).map(({ start, end }) => `${said(start)}-${said(end)}`);
  const rest = stays.length - listed.length;
  return [...listed, ...(rest > 0 ? [words('moreStays', { count: rest })] : [])].join('; ');
}
