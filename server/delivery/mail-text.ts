// A mail's words: the same paragraphs as plain text and as simple HTML, and its calendar file.
import ical, { ICalCalendarMethod } from 'ical-generator';

/** A paragraph is text; a link stands on a line of its own. */
export type Paragraph = string | { href: string };

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** Plain text: paragraphs with an empty line between. */
export const plainText = (paragraphs: Paragraph[]): string =>
  `${paragraphs.map((one) => (typeof one === 'string' ? one : one.href)).join('\n\n')}\n`;

/** HTML without pictures, styles or anything that is fetched. */
export const simpleHtml = (paragraphs: Paragraph[]): string => {
  const inside = (one: Paragraph) =>
    typeof one === 'string'
      ? escaped(one).replaceAll('\n', '<br>')
      : `<a href="${escaped(one.href)}">${escaped(one.href)}</a>`;
  const body = paragraphs.map((one) => `<p>${inside(one)}</p>`).join('\n');
  return `<!doctype html>\n<html lang="id"><body>\n${body}\n</body></html>\n`;
};

/** The event for somebody's calendar; it holds no code, because calendars are shared. */
export function calendarFile(event: {
  id: string;
  title: string;
  place: string;
  start: Date;
  end: Date;
  url: string;
  stamp: Date;
}): string {
  const { id, title, place, start, end, url, stamp } = event;
  const calendar = ical({ method: ICalCalendarMethod.PUBLISH, prodId: '//Ikrar//Undangan//ID' });
  calendar.createEvent({
    ...{ id, start, end, stamp, url },
    ...{ summary: title, location: place },
  });
  return calendar.toString();
}
