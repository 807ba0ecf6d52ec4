// From a certificate's data to the words of its templates: dates, office, codes in Indonesian form.
import type { CertificateData, PersonalData } from './certificate-data.ts';
import { printedCode } from './codes.ts';
import { day, fullMoment, grouped, local, weekday } from './printed-dates.ts';
import type { SharedFields, WordingFields } from './wording.ts';

/** The office as it is printed: acting status before the seat, `Plt. Sekretaris Daerah`. */
export const printedOffice = (holder: PersonalData['holder']): string =>
  holder.acting ? `${holder.acting} ${holder.seat}` : holder.seat;

/** 64 hexadecimal digits in groups of four, as they are printed. */
export const groupsOfFour = (hash: string): string => hash.match(/.{4}/g)?.join(' ') ?? '';

/** The fields of every kind. */
export function sharedFields(data: CertificateData): SharedFields {
  const { event } = data;
  return {
    sample: data.sample,
    certified: data.sealLevel === 'tersertifikasi',
    host: data.host,
    issuer: data.issuer ?? '',
    campaign: event.campaign,
    theme: event.theme ?? '',
    eventDate: weekday(new Date(`${event.date}T00:00:00Z`)),
    number: data.number,
    printedCode: printedCode(data.shortCode),
    verifyAddress: data.verifyUrl.replace(/^https?:\/\//, '').replace(/\/[^/]*$/, ''),
    issuedDate: day(local(data.issuedAt, event.timezone)),
    emblemText: data.emblemText,
    rootFingerprint: groupsOfFour(data.rootFingerprint ?? ''),
  };
}

/** Fills the fields that a person's templates may use. */
export function wordingFields(data: PersonalData): WordingFields {
  const { event, holder } = data;
  const signed = data.kind === 'declaration';
  return {
    ...sharedFields(data),
    name: holder.name,
    office: printedOffice(holder),
    region: holder.region ?? '',
    minutes: data.kind === 'participation' ? grouped(data.minutes) : '',
    signedAt: signed ? fullMoment(data.signedAt, event.timezone) : '',
    clauseCount: signed ? String(data.declaration.clauses.length) : '',
  };
}
