// What wordings may name, by kind of certificate: text that is printed, and switches for `if`.
import type { CertificateKind } from '../certificates/index.ts';

/** A text is printed or asked about; a switch (true or false) is only asked about. */
export type FieldType = 'text' | 'switch';

const SHARED = {
  name: 'text',
  office: 'text',
  region: 'text',
  number: 'text',
  campaign: 'text',
  theme: 'text',
  eventDate: 'text',
  host: 'text',
  issuer: 'text',
  issuedDate: 'text',
  printedCode: 'text',
  verifyAddress: 'text',
  emblemText: 'text',
  rootFingerprint: 'text',
  sample: 'switch',
  certified: 'switch',
} as const satisfies Record<string, FieldType>;

const FIELDS: Partial<Record<CertificateKind, Readonly<Record<string, FieldType>>>> = {
  participation: { ...SHARED, minutes: 'text' },
  declaration: { ...SHARED, signedAt: 'text', clauseCount: 'text' },
};

/** The fields of a kind by name, in the order in which they are listed for editors. */
export const fieldsOf = (kind: CertificateKind): ReadonlyMap<string, FieldType> =>
  new Map(Object.entries(FIELDS[kind] ?? {}));

/** The kinds whose wording can be changed. */
export const EDITABLE_KINDS = ['participation', 'declaration'] as const;
export type EditableKind = (typeof EDITABLE_KINDS)[number];
