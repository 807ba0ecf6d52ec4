// From a long document's data to the words of its templates.
import type { LongData } from './certificate-data.ts';
import { DAYS, day, fullMoment, grouped, spokenMoment } from './printed-dates.ts';
import type { SharedFields } from './wording.ts';
import { groupsOfFour, sharedFields } from './wording-fields.ts';

/** What the templates of long documents may name; every field is there, empty where unknown. */
export interface LongWordingFields extends SharedFields {
  /** The document's name in a running head. */
  documentName: string;
  region: string;
  province: string;
  sessionTitle: string;
  weekday: string;
  dateOnly: string;
  isOnline: boolean;
  place: string;
  liveAt: string;
  endedAt: string;
  signingOpenedAt: string;
  signingClosedAt: string;
  regions: string;
  regionsSigned: string;
  seats: string;
  met: string;
  signed: string;
  unsigned: string;
  declarationVersion: string;
  declarationHash: string;
  logSize: string;
  logRoot: string;
  logTime: string;
  stampedAt: string;
  /** Of the ceremony as it was sealed; empty when it was not. */
  sealedRoot: string;
  sealedSize: string;
  sealedAt: string;
}

const NAMES = {
  region: 'Naskah Ikrar Daerah',
  roll: 'Daftar Nasional Penanda Tangan Ikrar',
  minutes: 'Berita Acara',
} as const;

/** Fills the fields. */
export function longWordingFields(data: LongData): LongWordingFields {
  const { event, kind, totals } = data;
  const date = new Date(`${event.date}T00:00:00Z`);
  const place = data.kind === 'region' ? data.region : undefined;
  return {
    ...sharedFields(data),
    documentName: place ? `${NAMES[kind]} ${place.name}` : NAMES[kind],
    region: place?.name ?? '',
    province: place?.province ?? '',
    weekday: DAYS[date.getUTCDay()] ?? '',
    dateOnly: day(date),
    ...sessionFields(data),
    regions: 'regions' in totals ? grouped(totals.regions) : '',
    regionsSigned: 'regionsSigned' in totals ? grouped(totals.regionsSigned) : '',
    seats: grouped(totals.seats),
    met: 'met' in totals ? grouped(totals.met) : '',
    signed: grouped(totals.signed),
    unsigned: grouped(totals.seats - totals.signed),
    declarationVersion: data.declaration?.version ?? '',
    declarationHash: groupsOfFour(data.declaration?.sha256 ?? ''),
    ...logFields(data),
    ...sealedFields(data),
  };
}

function sessionFields(data: LongData) {
  const said = (moment: string | null): string =>
    moment === null ? '' : spokenMoment(moment, data.event.timezone, data.event.date);
  const held = data.kind === 'minutes' ? data.session : undefined;
  return {
    sessionTitle: data.kind === 'region' ? data.event.campaign : data.session.title,
    isOnline: held?.mode !== 'hibrida',
    place: held?.place ?? '',
    liveAt: said(held?.liveAt ?? null),
    endedAt: said(held?.endedAt ?? null),
    signingOpenedAt: said(held?.signingOpenedAt ?? null),
    signingClosedAt: said(held?.signingClosedAt ?? null),
  };
}

function logFields({ log, event }: LongData) {
  const moment = (iso: string | null | undefined) => (iso ? fullMoment(iso, event.timezone) : '');
  return {
    logSize: log ? grouped(log.size) : '',
    logRoot: groupsOfFour(log?.root ?? ''),
    logTime: moment(log?.time),
    stampedAt: moment(log?.stampedAt),
  };
}

function sealedFields(data: LongData) {
  const ceremony = data.kind === 'minutes' ? data.details?.ceremony : undefined;
  return {
    sealedRoot: groupsOfFour(ceremony?.root ?? ''),
    sealedSize: ceremony ? grouped(ceremony.size) : '',
    sealedAt: ceremony ? fullMoment(ceremony.at, data.event.timezone) : '',
  };
}
