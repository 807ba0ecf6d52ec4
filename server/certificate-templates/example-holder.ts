// Made-up people to look at a wording with: an ordinary one, and the longest that the data allow.
import type { PreviewHolder } from '../certificates/index.ts';
import { NAME_MAX } from '../protocol/limits.ts';

interface ExampleSeat {
  title: string;
  place: string;
}
const NO_SEAT: ExampleSeat = { title: 'Sekretaris Daerah', place: 'Kabupaten Contoh' };

/** A name of an office in words of ordinary length, `length` characters long. */
const longName = (length: number): string => {
  const words =
    'Pejabat Contoh dengan Nama Terpanjang yang Dapat Ditulis pada Formulir Pendaftaran ';
  return words
    .repeat(Math.ceil(length / words.length))
    .slice(0, length)
    .trim()
    .padEnd(length, 'a');
};

const longest = (seats: readonly ExampleSeat[]): ExampleSeat =>
  seats.reduce(
    (found, { title, place }) => ({
      title: title.length > found.title.length ? title : found.title,
      place: place.length > found.place.length ? place : found.place,
    }),
    NO_SEAT,
  );

/** Nobody's certificate; seat and place are the session's own. */
export function exampleHolder(
  which: 'contoh' | 'terpanjang',
  seats: readonly ExampleSeat[],
): PreviewHolder {
  const isLong = which === 'terpanjang';
  const seat = isLong ? longest(seats) : (seats[0] ?? NO_SEAT);
  return {
    name: isLong ? longName(NAME_MAX) : 'Pejabat Contoh, S.H., M.Si.',
    acting: isLong ? 'Plt.' : null,
    seat: seat.title,
    region: seat.place,
    minutes: isLong ? 1_234 : 95,
    timezone: 'Asia/Jakarta',
    signed: null,
  };
}
