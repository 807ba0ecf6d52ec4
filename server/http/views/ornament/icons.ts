// Icons on a 24 by 24 grid, drawn with the line of the text around them.

/** Name -> the shapes inside its symbol. */
export const ICONS = {
  video: '<rect x="3" y="6" width="12" height="12" rx="1.5"/><path d="m15 10.5 6-3.5v10l-6-3.5"/>',
  audio:
    '<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z"/><path d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>',
  teks: '<rect x="3" y="5" width="18" height="14" rx="1.5"/><path d="M7 10h10M7 14h6"/>',
  mik: '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
  mikx: '<path d="M9 9v2.5a3 3 0 0 0 5 2.2M15 11V6a3 3 0 0 0-5.8-1M5.5 11.5a6.5 6.5 0 0 0 10.6 5M18.5 11.5c0 .8-.2 1.6-.5 2.3M12 18v3M4 4l16 16"/>',
  cek: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  silang: '<path d="m6 6 12 12M18 6 6 18"/>',
  jam: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
  unduh: '<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 19.5h15"/>',
  qr: '<path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM20 14v6h-6M18 17.5h2"/>',
  berkas: '<path d="M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 12.5h6M9 16h6"/>',
  telepon:
    '<path d="M5 4h4l1.5 4.5-2.3 1.7a12 12 0 0 0 5.6 5.6l1.7-2.3L20 15v4c0 .6-.4 1-1 1C11 20 4 13 4 5c0-.6.4-1 1-1z"/>',
  kanan: '<path d="M4.5 12h15m-5.5-5.5 5.5 5.5-5.5 5.5"/>',
  kiri: '<path d="M19.5 12h-15M10 6.5 4.5 12l5.5 5.5"/>',
  cari: '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
  orang:
    '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.6-4.2 3.6-6.5 7.5-6.5s6.9 2.3 7.5 6.5"/>',
  pena: '<path d="M4 20.5c2-3.5 4.5-3 6-5.5M14.5 4.5l5 5L12 17l-5.5.5L7 12z"/>',
  kunci:
    '<rect x="5" y="10.5" width="14" height="10" rx="1.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
  sinyal: '<path d="M4 19v-3M9 19v-6.5M14 19v-10M19 19V5"/>',
  tanya: '<path d="M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18.2v.1"/>',
  awas: '<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.1"/>',
  tangan:
    '<path d="M8 12V6a1.5 1.5 0 0 1 3 0v5-7a1.5 1.5 0 0 1 3 0v7-5.5a1.5 1.5 0 0 1 3 0V15a6 6 0 0 1-6 6c-3 0-4.5-1.5-6.5-5.5l-1-2c-.7-1.5 1.3-2.5 2.2-1.2z"/>',
  layar: '<rect x="3" y="4.5" width="18" height="12" rx="1.5"/><path d="M9 20.5h6M12 16.5v4"/>',
  putar: '<path d="M8 5.5v13l10.5-6.5z"/>',
  jeda: '<path d="M8 5.5v13M16 5.5v13"/>',
  hapus: '<path d="M5 7h14M10 7V4.5h4V7M7 7l.8 13h8.4L17 7"/>',
  bagi: '<path d="M12 15V4M8 8l4-4 4 4M5 13v7h14v-7"/>',
  luar: '<path d="M9 5H5v14h14v-4M13 5h6v6M19 5l-8.5 8.5"/>',
  menu: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  kamera: '<path d="M4 7.5h3.5L9 5h6l1.5 2.5H20v11H4z"/><circle cx="12" cy="13" r="3.5"/>',
  gembok:
    '<rect x="5" y="10.5" width="14" height="10" rx="1.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2.5"/>',
  info: '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.1"/>',
  atas: '<path d="M12 19.5v-15M6.5 10 12 4.5l5.5 5.5"/>',
  bawah: '<path d="M12 4.5v15M6.5 14l5.5 5.5 5.5-5.5"/>',
  surat: '<rect x="3" y="5.5" width="18" height="13" rx="1.5"/><path d="m3.5 7 8.5 6.5L20.5 7"/>',
  tambah: '<path d="M12 5v14M5 12h14"/>',
  kaitan:
    '<path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1-1"/>',
} as const;

/** Those that a page's script may draw; a test compares them with the scripts. */
export const SCRIPT_ICONS: readonly (keyof typeof ICONS)[] = [
  'video',
  'audio',
  'teks',
  'mik',
  'mikx',
  'orang',
  'tangan',
  'cek',
  'silang',
  'jam',
  'telepon',
  'cari',
  'pena',
  'sinyal',
  'tanya',
  'awas',
  'layar',
  'putar',
  'info',
  'atas',
];

export type IconName = keyof typeof ICONS;
