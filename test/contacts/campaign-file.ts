// A contact file of a whole campaign, with every kind of bad row spread among the good ones.
import { HEADER } from './contact-world.ts';

interface FileSeat {
  region: string | null;
  office: string;
}
export interface CampaignFile {
  csv: string;
  /** The bad rows: the line an editor shows, and words of the reason. */
  bad: { line: number; words: string }[];
  /** Addresses of the good rows. */
  seats: string[];
  coordinators: string[];
}

const address = (name: string) => `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}@uji.go.id`;

/** The bad rows, each kind so often; `free` are seats that no good row has, `had` one that has. */
function badRows(free: FileSeat[], had: FileSeat): [string, string][] {
  const rowOf = ({ region, office }: FileSeat, email: string) => `${region};${office};;${email};`;
  const at = (index: number) => free[index % free.length] ?? had;
  const times = (count: number, make: (index: number) => [string, string]) =>
    Array.from({ length: count }, (_, index) => make(index));
  return [
    ...times(8, (i) => [
      `99.${10 + i};sekda;;daerah${i}@uji.go.id;`,
      `"99.${10 + i}" tidak dikenal`,
    ]),
    ...times(5, (i) => [`;sekretaris-daerah;;kosong${i}@uji.go.id;`, 'Daerah kosong.']),
    ...times(6, (i) => [
      `${at(i).region};juru ketik ${i};;juru${i}@uji.go.id;`,
      `"juru ketik ${i}" tidak ada di daerah ini`,
    ]),
    ...times(8, (i) => [rowOf(at(i), `uji${i}@gmial.com`), 'Mungkin maksudnya gmail.com']),
    ...times(6, (i) => [rowOf(at(i), `uji${i}@uji,go.id`), `Mungkin maksudnya uji${i}@uji.go.id`]),
    ...times(4, (i) => [rowOf(at(i), ''), 'Surel dan telepon kosong']),
    ...times(3, (i) => [rowOf(had, `ganda${i}@uji.go.id`), 'Kursi ini sudah ada di baris 2']),
  ];
}

/** `count` seats in regions and all `regions`' coordinators; the bad rows stand between them. */
export function campaignFile(
  all: FileSeat[],
  regions: string[],
  { count, keep }: { count: number; keep: string },
): CampaignFile {
  const inside = all.filter(({ region }) => region !== null);
  const first = inside.filter(({ region }) => region === keep);
  const seats = [...first, ...inside.filter(({ region }) => region !== keep)];
  const [used, free] = [seats.slice(0, count), seats.slice(count)];
  const had = used[0];
  if (!had) throw new Error('The session has no seats');
  const emails = used.map(({ region, office }) => address(`${office}-${region}`));
  const ofRegions = regions.map((code) => address(`koordinator-${code}`));
  const lines = [
    ...used.map(({ region, office }, index) => `${region};${office};;${emails[index]};`),
    ...regions.map((code, index) => `${code};koordinator;;${ofRegions[index]};`),
  ];
  const bad: CampaignFile['bad'] = [];
  badRows(free, had).forEach(([line, words], index) => {
    const place = 30 + index * 33;
    lines.splice(place, 0, line);
    bad.push({ line: place + 2, words });
  });
  return { csv: [HEADER, ...lines].join('\r\n'), bad, seats: emails, coordinators: ofRegions };
}
