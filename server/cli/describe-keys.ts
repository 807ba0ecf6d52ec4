// The keys as lines for a terminal.
import type { KeyPlace, KeyRole, KeyRow, KeyState } from '../keys/index.ts';

const ROLES: Record<KeyRole, string> = {
  root: 'Akar',
  issuing: 'Penerbit',
  seal: 'Segel',
  evidence: 'Bukti',
  p12: 'Segel (SEAL_P12)',
  tsa: 'Akar stempel waktu',
};
const PLACES: Record<KeyPlace, string> = {
  folder: 'kunci pribadi di folder ini',
  away: 'kunci pribadi di tempat lain',
  gone: 'kunci pribadi tidak ada di folder ini',
  outside: 'kunci pribadi di luar folder ini',
};
const STATES: Record<KeyState, string> = {
  ok: 'berlaku',
  due: 'BERLAKU, sudah waktunya diperbarui',
  soon: 'AKAN BERAKHIR dalam 90 hari',
  expired: 'KEDALUWARSA',
  revoked: 'DICABUT',
  former: 'dari tahun lalu atau server lain; berkasnya tetap dapat diperiksa',
};

/** Three lines a certificate: whose, until when, and its fingerprint in groups of four. */
export const describeKeys = (rows: readonly KeyRow[]): string[] =>
  rows.flatMap(({ role, subject, fingerprint, until, place, state }) => [
    `${ROLES[role]}: ${subject}`,
    `  ${STATES[state]}; sampai ${until.toISOString().slice(0, 10)}; ${PLACES[place]}`,
    `  SHA-256 ${fingerprint.match(/.{4}/g)?.join(' ') ?? ''}`,
  ]);
