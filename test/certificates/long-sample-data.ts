// Long documents for the tests: offices only, rows as many as asked for.
import type { MinutesData, RegionData, RollData } from '../../server/certificates/long-data.ts';
import { declarationData, scribble } from './sample-data.ts';

const { holder: _h, mark: _m, signedAt: _s, leafHash: _l, kind: _k, ...base } = declarationData();
const { declaration, ...common } = base;
const named = (letter: string) => `IKR-2020-10-07-${letter}-000007`;
const hash = (i: number) => (i + 1).toString(16).padStart(8, '7').repeat(8).slice(0, 64);
const version = { version: '1', sha256: hash(41) };
const SEATS = [
  'Kepala Daerah',
  'Sekretaris Daerah',
  'Kepala BKD/BKPSDM',
  'Pimpinan Bawaslu Daerah',
  'Inspektorat',
];
/** 120 characters, as long as a name may be. */
export const LONG_NAME = `Pejabat ${'Contoh Bernama Panjang Sekali '.repeat(3)}${'Wiryanegarasuryadiningrat'.slice(0, 22)}`;

export const log = {
  size: 1238,
  root: hash(99),
  time: '2020-10-07T03:45:02.000Z',
  stampedAt: null,
};
const signedBy = (i: number) => ({
  name: i === 3 ? LONG_NAME : `Pejabat Uji ${i + 1}`,
  acting: i % 7 === 2 ? 'Plt.' : null,
  signedAt: new Date(Date.parse('2020-10-07T03:30:00Z') + i * 731).toISOString(),
  leafHash: hash(i),
});

/** A region of `seats` seats, the last of which did not sign. */
export function regionData(seats = 5, own: Partial<RegionData> = {}): RegionData {
  const rows = Array.from({ length: seats }, (_, i): RegionData['rows'][number] => ({
    seat: SEATS[i] ?? `Anggota Satuan Tugas Netralitas Aparatur Sipil Negara Nomor ${i}`,
    signed:
      i === seats - 1
        ? null
        : {
            ...signedBy(i),
            mark:
              i % 3 === 1
                ? { method: 'typed', text: 'Pejabat Uji' }
                : { method: 'drawn', strokes: [scribble(80 + i)] },
          },
  }));
  return {
    kind: 'region',
    ...common,
    number: named('W'),
    region: {
      code: '16.12',
      name: 'Kabupaten Penukal Abab Lematang Ilir',
      province: 'Sumatera Selatan',
    },
    declaration: { ...declaration, ...version },
    totals: { seats, signed: seats - 1 },
    log,
    rows,
    ...own,
  };
}

/** A roll of `count` signatures, five in a region, eight regions in a province. */
export function rollData(count = 120, own: Partial<RollData> = {}): RollData {
  const rows = Array.from({ length: count }, (_, i): RollData['rows'][number] => {
    const region = Math.floor(i / 5);
    const outside = i >= count - 3;
    return {
      ...signedBy(i),
      province: outside ? null : `Provinsi Uji ${Math.floor(region / 8) + 1}`,
      region: outside ? null : `Kabupaten Uji ${region + 1}`,
      seat: outside ? 'Kepala Kantor Regional' : (SEATS[i % 5] ?? ''),
      timezone: region % 2 === 0 ? 'Asia/Jakarta' : 'Asia/Makassar',
    };
  });
  const regions = Math.ceil(count / 5);
  return {
    kind: 'roll',
    ...common,
    number: named('R'),
    session: { title: 'Ikrar Netralitas ASN, acara keempat' },
    declaration: version,
    totals: {
      regions,
      regionsSigned: regions - 2,
      seats: count + 50,
      met: count + 20,
      signed: count,
    },
    log,
    rows,
    ...own,
  };
}

/** Minutes with as many provinces as there are. */
export function minutesData(provinces = 38, own: Partial<MinutesData> = {}): MinutesData {
  const rows = Array.from({ length: provinces }, (_, i) => ({
    province: i === provinces - 1 ? null : `Provinsi Uji ${i + 1}`,
    regions: i === provinces - 1 ? 0 : 7,
    regionsSigned: i === provinces - 1 ? 0 : 6,
    seats: 35,
    met: 33,
    signed: 32,
  }));
  const sum = (key: 'regions' | 'regionsSigned' | 'seats' | 'met' | 'signed') =>
    rows.reduce((total, row) => total + row[key], 0);
  return {
    kind: 'minutes',
    ...common,
    number: named('B'),
    session: {
      title: 'Ikrar Netralitas ASN, acara keempat',
      mode: 'daring',
      place: 'Daring',
      liveAt: '2020-10-07T02:00:10.000Z',
      endedAt: '2020-10-07T03:52:40.000Z',
      signingOpenedAt: '2020-10-07T03:28:00.000Z',
      signingClosedAt: '2020-10-07T03:45:00.000Z',
    },
    agenda: [
      { time: '09:00', title: 'Pembacaan ikrar, diikuti seluruh peserta' },
      { time: '09:15', title: 'Penandatanganan ikrar' },
      { time: '09:35', title: 'Sambutan' },
      { time: '10:15', title: 'Penutup' },
    ],
    declaration: version,
    totals: {
      regions: sum('regions'),
      regionsSigned: sum('regionsSigned'),
      seats: sum('seats'),
      met: sum('met'),
      signed: sum('signed'),
    },
    log,
    rows,
    details: minutesDetails(),
    ...own,
  };
}

/** A sealed ceremony, two offices, two hours, and regions of every kind. */
function minutesDetails(): NonNullable<MinutesData['details']> {
  const offices = (seats: number, ...names: string[]) => names.map((office) => ({ office, seats }));
  const many = Array.from({ length: 14 }, (_, i) => `Kantor Regional ${i + 1}`);
  return {
    ceremony: { root: hash(77), size: 1230, signatures: 1216, at: '2020-10-07T03:46:00.000Z' },
    offices: [
      { office: 'Kepala Daerah', seats: 259, came: 255, met: 250, signed: 240 },
      { office: null, seats: 35, came: 33, met: 33, signed: 32 },
    ],
    hours: [
      { start: '2020-10-07T02:00:00.000Z', arrived: 1200, present: 1180, left: 20, signed: 0 },
      { start: '2020-10-07T03:00:00.000Z', arrived: 54, present: 1234, left: 0, signed: 1216 },
    ],
    regions: [
      {
        ...{ region: 'Kabupaten Uji Satu', province: 'Provinsi Uji 1' },
        ...{ signed: offices(1, 'Kepala Daerah'), present: offices(2, 'Inspektorat') },
        absent: offices(1, 'Sekretaris Daerah'),
      },
      {
        ...{ region: 'Kabupaten Uji Dua', province: 'Provinsi Uji 1', signed: [], present: [] },
        absent: offices(1, 'Kepala Daerah', 'Sekretaris Daerah'),
      },
      {
        ...{ region: null, province: null, signed: offices(1, ...many), present: [] },
        absent: offices(1, 'Kepala Pusat'),
      },
    ],
  };
}
