// What a QR code's statement is compared with: the same rows out of the list of what was issued.
import type { IssuedCertificate } from '../certificates/index.ts';
import { isPersonal, printedOffice } from '../certificates/index.ts';
import { formatDate } from '../http/views/format.ts';
import { readStatement } from '../proofs/index.ts';
import type { ComparedRow, VerificationFrame } from './verification-view.ts';

const KEYS = ['document', 'number', 'name', 'office', 'region', 'date'] as const;

/** The rows of a certificate; empty texts when there is none. */
export function compareRows(
  certificate: IssuedCertificate | undefined,
  { catalogue, language }: Pick<VerificationFrame, 'catalogue' | 'language'>,
): ComparedRow[] {
  if (!certificate) return KEYS.map((key) => ({ key, text: '', value: undefined }));
  const { data, kind, number } = certificate;
  const own = data.statement === undefined ? undefined : readStatement(data.statement);
  const holder = isPersonal(data) ? data.holder : undefined;
  const region = data.kind === 'region' ? data.region.name : (holder?.region ?? undefined);
  const { name, seat } = own?.statement ?? {};
  const listed = certificate.erased
    ? catalogue.text(language, 'verification.erasedName')
    : (holder?.name ?? name ?? '');
  const date = formatDate(`${data.event.date}T05:00:00Z`, language);
  return [
    { key: 'document', text: catalogue.text(language, `verification.kinds.${kind}`), value: kind },
    { key: 'number', text: number, value: number },
    { key: 'name', text: listed, value: name },
    { key: 'office', text: holder ? printedOffice(holder) : '', value: seat, means: holder?.seat },
    { key: 'region', text: region ?? '', value: own?.statement.region, means: region },
    { key: 'date', text: date, value: data.event.date },
  ];
}
