// Certificates' data for the tests: offices only, no people.
import type {
  DeclarationData,
  ParticipationData,
} from '../../server/certificates/certificate-data.ts';

const common = {
  sample: false,
  code: '7K4M2QXD9HPA5T2C8WNX4KJDAB',
  shortCode: '7K4M2QXD9HPA',
  verifyUrl: 'https://ikrar.example/verifikasi/7K4M2QXD9HPA5T2C8WNX4KJDAB',
  host: 'Komisi Aparatur Sipil Negara',
  partners: 'bersama KemenPANRB, Kemendagri, BKN, dan Bawaslu RI',
  emblemText: 'KOMISI APARATUR SIPIL NEGARA · GERAKAN NASIONAL NETRALITAS ASN 2020',
  colours: { signature: '#C1121F', accent: '#7A4E17', ornament: '#B88A44' },
  issuer: 'Komisi Aparatur Sipil Negara',
  sealLevel: 'tidak-tersertifikasi' as const,
  rootFingerprint: '5b1d6f0c93a84e27b0c9d1f4e6a2837590bd41c7f82e6a035d9c1b7ae4f06d28',
  holder: {
    name: 'Sekretaris Contoh Daerah, S.H., M.Si.',
    acting: 'Plt.',
    seat: 'Sekretaris Daerah',
    region: 'Kabupaten Penukal Abab Lematang Ilir',
  },
  event: {
    campaign: 'Kampanye Virtual Gerakan Nasional Netralitas ASN 2020',
    theme: 'ASN Netral, Birokrasi Kuat dan Mandiri',
    date: '2020-10-07',
    timezone: 'Asia/Jakarta' as const,
  },
  issuedAt: '2020-10-07T05:00:00.000Z',
};

/** A looped scribble in the field of 1000 by 400. */
export const scribble = (points = 160): [number, number][] =>
  Array.from({ length: points }, (_, i) => {
    const t = (i / points) * 18;
    const x = 60 + (i / points) * 800 + Math.cos(t * 1.7) * 50;
    return [Math.round(x), Math.round(200 + Math.sin(t) * (150 - (i / points) * 80))];
  });

/** Data of a participation certificate with some fields of one's own. */
export const participationData = (own: Partial<ParticipationData> = {}): ParticipationData => ({
  kind: 'participation',
  ...common,
  number: own.sample ? 'IKR-CONTOH-2020-10-07-P-000123' : 'IKR-2020-10-07-P-000123',
  ...(own.sample ? { issuer: null } : {}),
  minutes: 95,
  ...own,
});

/** Data of a signed declaration with some fields of one's own. */
export const declarationData = (own: Partial<DeclarationData> = {}): DeclarationData => ({
  kind: 'declaration',
  ...common,
  number: own.sample ? 'IKR-CONTOH-2020-10-07-D-000123' : 'IKR-2020-10-07-D-000123',
  ...(own.sample ? { issuer: null } : {}),
  declaration: {
    opening: 'Untuk menyukseskan Pemilihan Kepala Daerah Serentak Tahun 2020, kami berikrar:',
    clauses: [
      'Menegakkan netralitas di lingkungan instansi kami masing-masing dalam melayani masyarakat, baik sebelum, selama, maupun sesudah pemilihan.',
      'Menghindari konflik kepentingan, tidak melakukan intimidasi atau ancaman kepada pegawai maupun anggota masyarakat mana pun, serta tidak berpihak kepada salah satu pasangan calon.',
      'Menggunakan media sosial secara bijak serta tidak menyebarkan ujaran kebencian dan berita bohong.',
      'Menolak politik uang dan pemberian dalam bentuk apa pun.',
    ],
    closing:
      'Ikrar ini kami nyatakan dengan penuh integritas dan tanggung jawab demi persatuan bangsa.',
  },
  mark: {
    method: 'drawn',
    strokes: [
      scribble(),
      [
        [80, 350],
        [400, 300],
        [900, 320],
      ],
    ],
  },
  signedAt: '2020-10-07T03:43:52.000Z',
  leafHash: '9c41e07b2f5d88a35b70c1d83ea6f2197d04ba5c61be04d29c41e07b2f5d88a3',
  ...own,
});
