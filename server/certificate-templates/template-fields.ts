// What wordings may name, by kind of certificate: text that is printed, and switches for `if`.
import type { CertificateKind } from '../certificates/index.ts';

/** A text is printed or asked about; a switch (true or false) is only asked about. */
export type FieldType = 'text' | 'switch';

const SHARED = {
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

const PERSON = { name: 'text', office: 'text', region: 'text' } as const;
const SIGNED = {
  signed: 'text',
  seats: 'text',
  declarationVersion: 'text',
  declarationHash: 'text',
  logSize: 'text',
  logRoot: 'text',
  logTime: 'text',
  stampedAt: 'text',
} as const;
const WHOLE = {
  sessionTitle: 'text',
  regions: 'text',
  regionsSigned: 'text',
  met: 'text',
} as const;

const FIELDS: Record<CertificateKind, Readonly<Record<string, FieldType>>> = {
  participation: { ...PERSON, minutes: 'text', ...SHARED },
  declaration: { ...PERSON, signedAt: 'text', clauseCount: 'text', ...SHARED },
  region: { region: 'text', province: 'text', unsigned: 'text', ...SIGNED, ...SHARED },
  roll: { ...WHOLE, ...SIGNED, ...SHARED },
  minutes: {
    weekday: 'text',
    dateOnly: 'text',
    isOnline: 'switch',
    place: 'text',
    liveAt: 'text',
    endedAt: 'text',
    signingOpenedAt: 'text',
    signingClosedAt: 'text',
    sealedRoot: 'text',
    sealedSize: 'text',
    sealedAt: 'text',
    ...WHOLE,
    ...SIGNED,
    ...SHARED,
  },
};

/** The fields of a kind by name, in the order in which they are listed for editors. */
export const fieldsOf = (kind: CertificateKind): ReadonlyMap<string, FieldType> =>
  new Map(Object.entries(FIELDS[kind]));

/** The kinds whose wording can be changed: all. */
export const EDITABLE_KINDS = [
  'participation',
  'declaration',
  'region',
  'roll',
  'minutes',
] as const;
export type EditableKind = (typeof EDITABLE_KINDS)[number];
/** Those with one certificate for each person, whose data can be tried before. */
export const TRIED_KINDS = ['participation', 'declaration'] as const;
export const isTried = (kind: EditableKind): kind is (typeof TRIED_KINDS)[number] =>
  TRIED_KINDS.some((one) => one === kind);
