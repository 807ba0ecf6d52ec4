// Every page of the route table in each of its states: who opens it, when, and what they do there.
import type { PageState } from './page-state.ts';
import { STATES_OF_ACCOUNTS } from './page-states-accounts.ts';
import { STATES_AMENDED } from './page-states-amended.ts';
import { STATES_OF_API } from './page-states-api.ts';
import { STATES_BEFORE } from './page-states-before.ts';
import { STATES_OF_CAMPAIGNS } from './page-states-campaigns.ts';
import { STATES_OF_CEREMONY } from './page-states-ceremony.ts';
import { STATES_OF_CIRCULARS } from './page-states-circulars.ts';
import { STATES_OF_CONTROL } from './page-states-control.ts';
import { STATES_COORDINATORS } from './page-states-coordinators.ts';
import { STATES_OF_DESK } from './page-states-desk.ts';
import { STATES_OF_DOSSIER } from './page-states-dossier.ts';
import { STATES_OF_EVENT } from './page-states-event.ts';
import { STATES_OF_EVIDENCE } from './page-states-evidence.ts';
import { STATES_OF_FOLLOW_UP } from './page-states-follow-up.ts';
import { STATES_OF_INVITATIONS } from './page-states-invitations.ts';
import { STATES_OF_KEYS } from './page-states-keys.ts';
import { STATES_OF_LINE } from './page-states-line.ts';
import { STATES_OF_LONG_DOCUMENTS } from './page-states-long-documents.ts';
import { STATES_OF_MATRIX } from './page-states-matrix.ts';
import { STATES_OF_MINUTES } from './page-states-minutes.ts';
import { STATES_OF_PRIVACY } from './page-states-privacy.ts';
import { STATES_OF_REPORTS } from './page-states-reports.ts';
import { STATES_OF_ROOMS } from './page-states-rooms.ts';
import { STATES_OF_SESSION_OFFICE } from './page-states-session-office.ts';
import { STATES_OF_STAGE } from './page-states-stage.ts';
import { STATES_OF_TALK } from './page-states-talk.ts';
import { STATES_OF_TEMPLATES } from './page-states-templates.ts';
import { STATES_OF_VERIFICATION } from './page-states-verification.ts';
import { PHASES } from './page-world.ts';

export type { PageState } from './page-state.ts';

/** GET routes that answer with something else than a page, each with an address to try. */
export const NOT_PAGES: Record<string, string> = {
  '/warna/:slug': '/warna/7-oktober-2020',
  '/bahasa/:code': '/bahasa/en',
  '/lambang/:id.png': '/lambang/aaaaaaaaaaaaaaaa.png',
  '/ikrar/naskah': '/ikrar/naskah',
  '/berkas/:code.pdf': '/berkas/x.pdf',
  '/kendali/laporan/:sesi/:kind.:format': '/kendali/laporan/7-oktober-2020/daerah.csv',
  '/kendali/bukti/:sesi/:id/:part.zip': '/kendali/bukti/7-oktober-2020/0000000000000000/bukti.zip',
  '/kendali/berkas-acara/:sesi/:id.zip':
    '/kendali/berkas-acara/7-oktober-2020/0000000000000000.zip',
  '/kendali/kampanye/:kampanye/perbandingan.csv':
    '/kendali/kampanye/netralitas-asn-2020/perbandingan.csv',
  '/kendali/kampanye/:kampanye/bawaslu/isian.csv':
    '/kendali/kampanye/netralitas-asn-2020/bawaslu/isian.csv',
  '/kendali/kampanye/:kampanye/tindak-lanjut.csv':
    '/kendali/kampanye/netralitas-asn-2020/tindak-lanjut.csv',
  '/kendali/kampanye/:kampanye/tindak-lanjut/surat.zip':
    '/kendali/kampanye/netralitas-asn-2020/tindak-lanjut/surat.zip',
  '/kendali/kampanye/:kampanye/tindak-lanjut/:daerah/:versi/edaran.pdf':
    '/kendali/kampanye/netralitas-asn-2020/tindak-lanjut/33.24/1/edaran.pdf',
  '/koordinator/edaran/:versi/edaran.pdf': '/koordinator/edaran/1/edaran.pdf',
  '/edaran/:kampanye/:daerah/edaran.pdf': '/edaran/netralitas-asn-2020/33.24/edaran.pdf',
  '/hukum/:kampanye/:butir.pdf': '/hukum/netralitas-asn-2020/0000000000000000.pdf',
  '/kendali/naskah/contoh/:kind/:name.pdf': '/kendali/naskah/contoh/participation/bawaan.pdf',
  '/kendali/naskah/:id/pratinjau.pdf': '/kendali/naskah/aaaaaaaaaaaaaaaa/pratinjau.pdf',
  '/kendali/sertifikat/:sesi/kemajuan': '/kendali/sertifikat/7-oktober-2020/kemajuan',
  '/kendali/sertifikat/:sesi/berkas.zip': '/kendali/sertifikat/7-oktober-2020/berkas.zip',
  '/kendali/kontak/:sesi/isian.xlsx': '/kendali/kontak/7-oktober-2020/isian.xlsx',
  '/kendali/kontak/:sesi/salah.csv': '/kendali/kontak/7-oktober-2020/salah.csv',
  '/kendali/undangan/:sesi/surat.zip': '/kendali/undangan/7-oktober-2020/surat.zip',
  '/kendali/tanya/:sesi/pertanyaan.:format': '/kendali/tanya/7-oktober-2020/pertanyaan.csv',
  '/kendali/tanya/:sesi/takarir.:format': '/kendali/tanya/7-oktober-2020/takarir.vtt',
  '/data-saya/data.json': '/data-saya/data.json',
  '/healthz': '/healthz',
  '/readyz': '/readyz',
};

/** In the order of the event. */
export const PAGE_STATES: PageState[] = [
  ...STATES_BEFORE,
  ...STATES_OF_ACCOUNTS,
  ...STATES_OF_EVENT,
  ...STATES_OF_CONTROL,
  ...STATES_OF_SESSION_OFFICE,
  ...STATES_OF_INVITATIONS,
  ...STATES_OF_CAMPAIGNS,
  ...STATES_OF_CEREMONY,
  ...STATES_COORDINATORS,
  ...STATES_OF_MATRIX,
  ...STATES_OF_MINUTES,
  ...STATES_OF_REPORTS,
  ...STATES_OF_ROOMS,
  ...STATES_OF_TALK,
  ...STATES_OF_LINE,
  ...STATES_OF_STAGE,
  ...STATES_OF_VERIFICATION,
  ...STATES_OF_EVIDENCE,
  ...STATES_OF_DOSSIER,
  ...STATES_OF_FOLLOW_UP,
  ...STATES_OF_CIRCULARS,
  ...STATES_OF_LONG_DOCUMENTS,
  ...STATES_OF_KEYS,
  ...STATES_OF_TEMPLATES,
  ...STATES_OF_DESK,
  ...STATES_AMENDED,
  ...STATES_OF_PRIVACY,
  ...STATES_OF_API,
].sort((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));
