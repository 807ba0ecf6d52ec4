// The inventory, first part: who somebody is, how they are reached, what they signed.
import { ERASED_NAME, fields, type Holding } from './inventory-shape.ts';

const identity = (to: string | null) => ({ group: 'identity', to }) as const;
const contact = (to: string | null) => ({ group: 'contact', to }) as const;
const words = (to: string | null) => ({ group: 'words', to }) as const;

export const PEOPLE: readonly Holding[] = [
  {
    name: 'signatures',
    of: 'registration',
    erase: { personal: identity(null) },
    keep: fields('schemaVersion kind session registration seat region signedAt late leaf leafHash'),
    why: 'proof',
    show: fields('signedAt late personal.name personal.acting personal.mark.method leafHash'),
  },
  {
    name: 'log_amendments',
    of: 'registration',
    erase: { personal: identity(null), reason: words('') },
    keep: fields(
      'schemaVersion session signature registration kind number leaf leafHash by at appliedAt',
    ),
    why: 'proof',
    show: fields('kind at personal.name personal.acting reason leafHash'),
  },
  {
    name: 'registrations',
    of: 'self',
    erase: {
      contact: contact(''),
      pinHash: contact(null),
      'ended.reason': words(''),
      acting: identity(''),
      name: { ...identity(ERASED_NAME), ends: true },
    },
    keep: fields(
      'schemaVersion session seat region office required identifiedBy generation active registeredAt',
    ).concat(fields('checkedInAt ended notice erasedAt')),
    why: 'minutes',
    show: fields('name acting contact identifiedBy registeredAt checkedInAt').concat(
      fields('notice.version ended.how ended.at ended.reason'),
    ),
    hidden: ['pinHash'],
  },
  {
    name: 'nominations',
    of: 'seat',
    remove: ['identity', 'contact'],
    keep: fields('session region name acting contact at'),
    show: fields('name acting contact at'),
  },
  {
    name: 'contacts',
    of: 'target',
    remove: ['identity', 'contact'],
    keep: fields('session target region name email phone import at'),
    show: fields('name email phone at'),
  },
  {
    name: 'contact_import_rows',
    of: 'import',
    remove: ['identity', 'contact'],
    keep: fields('import line target label region name email phone problem value hint isTaken'),
  },
  {
    name: 'mails',
    of: 'mailed',
    erase: { email: contact(''), answer: contact('') },
    keep: fields('session target kind number about label state dueAt attempts epoch at'),
    why: 'record',
    show: fields('kind email state answer at'),
  },
  {
    name: 'certificates',
    of: 'certificates',
    keep: fields('schemaVersion kind session subject registration signature code shortCode').concat(
      fields('number sample data templateVersion issuedAt active revoked replaces timestamp'),
      fields('sha256 bytes erased'),
    ),
    why: 'proof',
    show: fields('kind number issuedAt data.holder.name sha256 revoked.at erased.at'),
  },
];
