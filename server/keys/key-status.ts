// The keys as their keeper sees them: whose, until when, and where the private half lies.
import { X509Certificate } from 'node:crypto';
import { allCertificates } from './authority.ts';
import { fingerprintOf } from './evidence-key.ts';
import type { KeyFolder } from './key-files.ts';
import { isDue } from './renewal.ts';
import { readRevoked } from './revoked.ts';

export type KeyRole = 'root' | 'issuing' | 'seal' | 'evidence' | 'p12' | 'tsa';
/** `gone`: destroyed with its renewal, or never here but with another process; `outside`: in SEAL_P12 or at the time-stamping authority. */
export type KeyPlace = 'folder' | 'away' | 'gone' | 'outside';
/** `due`: a year old and not renewed; `soon`: fewer than 90 days; the rest as they say. */
export type KeyState = 'ok' | 'due' | 'soon' | 'expired' | 'revoked' | 'former';

/** One certificate with its key. */
export interface KeyRow {
  role: KeyRole;
  subject: string;
  /** SHA-256 of the certificate, 64 hexadecimal digits. */
  fingerprint: string;
  /** As the revocation list names it. */
  serial: string;
  from: Date;
  until: Date;
  place: KeyPlace;
  state: KeyState;
}

const SOON_MS = 90 * 86_400_000;

/** What lies outside the folder: the PKCS#12 seal in use with its chain, and the authorities for time (PEM). */
export interface OutsideCertificates {
  p12: readonly string[];
  tsaRoots: readonly string[];
}

/** All certificates: own ones from the root down, newest first, then those from outside. */
export function keyRows(folder: KeyFolder, outside: OutsideCertificates, now: Date): KeyRow[] {
  const revoked = new Set(readRevoked(folder).map(({ serial }) => serial));
  const describe = (role: KeyRole, pem: string, place: KeyPlace): KeyRow => {
    const certificate = new X509Certificate(pem);
    const serial = serialOf(certificate);
    return {
      role,
      subject: nameOf(certificate),
      fingerprint: fingerprintOf(pem),
      serial,
      from: new Date(certificate.validFrom),
      until: new Date(certificate.validTo),
      place,
      state: revoked.has(serial) ? 'revoked' : stateOf(role, pem, place, now),
    };
  };
  const own = (['root', 'issuing', 'seal', 'evidence'] as const).flatMap((role) => {
    const current = folder.find(`${role}.pem`);
    const place = folder.find(`${role}.key.pem`) === undefined ? 'away' : 'folder';
    const former = role === 'seal' || role === 'evidence' ? allCertificates(folder, role) : [];
    return [
      ...(current === undefined ? [] : [describe(role, current, place)]),
      ...former
        .filter((pem) => pem !== current)
        .reverse()
        .map((pem) => describe(role, pem, 'gone')),
    ];
  });
  return [
    ...own,
    ...outside.p12.map((pem) => describe('p12', pem, 'outside')),
    ...outside.tsaRoots.map((pem) => describe('tsa', pem, 'outside')),
  ];
}

function stateOf(role: KeyRole, pem: string, place: KeyPlace, now: Date): KeyState {
  if (place === 'gone') return 'former';
  const until = Date.parse(new X509Certificate(pem).validTo);
  if (until <= now.getTime()) return 'expired';
  if (until - now.getTime() < SOON_MS) return 'soon';
  const renewed = role === 'seal' || role === 'evidence';
  return renewed && isDue(pem, now) ? 'due' : 'ok';
}

/** A serial number in hexadecimal without leading zeros, as the revocation list has it. */
export const serialOf = (certificate: X509Certificate): string =>
  certificate.serialNumber.toLowerCase().replace(/^(?:00)+/, '');

/** The common name, or the whole subject of a stranger's certificate without one. */
const nameOf = ({ subject }: X509Certificate): string =>
  /(?:^|\n)CN=(.+)/.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');
