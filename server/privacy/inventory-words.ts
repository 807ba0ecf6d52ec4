// The inventory, second part: what people said and asked, what staff noted of them, where they were.
import { ERASED_NAME, fields, type Holding } from './inventory-shape.ts';

const words = (to: string | null) => ({ group: 'words', to }) as const;
const traces = (to: string) => ({ group: 'traces', to }) as const;

export const WORDS: readonly Holding[] = [
  {
    name: 'presence',
    of: 'registration',
    erase: { device: traces('unknown') },
    keep: fields('session registration seat region kind room node startedAt renewedAt').concat(
      fields('endedAt endedBy'),
    ),
    why: 'minutes',
    show: fields('kind device startedAt endedAt'),
  },
  {
    name: 'readings',
    of: 'self',
    keep: fields('session ticks together'),
    why: 'proof',
    show: fields('ticks'),
  },
  {
    name: 'attendance_corrections',
    of: 'registration',
    erase: { reason: words('') },
    keep: fields('session registration number measuredMinutes minutes by at objection'),
    why: 'minutes',
    show: fields('measuredMinutes minutes reason at'),
  },
  {
    name: 'objections',
    of: 'registration',
    erase: { note: words(ERASED_NAME), answer: { ...words(ERASED_NAME), when: ANSWERED() } },
    keep: fields('session registration seat region number at state outcome answeredBy').concat(
      fields('answeredAt correction'),
    ),
    why: 'minutes',
    show: fields('note at state answer outcome answeredAt'),
  },
  {
    name: 'questions',
    of: 'registration',
    // The link is cut last: it is what leads to the document. What was on stage stays said.
    erase: {
      text: { ...words(ERASED_NAME), when: { shownAt: null } },
      reason: { ...words(''), when: { reason: { $type: 'string' } } },
      seat: words('dihapus'),
      region: words(null),
      title: words(ERASED_NAME),
      place: words(''),
      registration: { group: 'words', to: { own: true } },
    },
    keep: fields('session at number slot state version decidedBy decidedAt shownAt answeredAt'),
    why: 'record',
    show: fields('text at state reason shownAt'),
  },
  {
    name: 'room_members',
    of: 'registration',
    erase: { reason: words('') },
    keep: fields('room session registration seat region how by joinedAt leftAt leftHow'),
    why: 'minutes',
    show: fields('how reason joinedAt leftAt'),
  },
  {
    name: 'region_calls',
    of: 'region',
    erase: { note: words('') },
    keep: fields('session region number by at'),
    why: 'record',
  },
  {
    name: 'media_events',
    of: 'registration',
    keep: fields('session registration connection kind at joinedAt receivedAt'),
    why: 'minutes',
    show: fields('kind at'),
  },
  {
    name: 'invitation_openings',
    of: 'seat',
    keep: fields('session at'),
    why: 'record',
    show: fields('at'),
  },
  {
    name: 'audit',
    of: 'audit',
    erase: { address: traces(''), 'data.reason': words('') },
    keep: fields('at event actor session data v'),
    why: 'record',
    show: fields('event at address'),
  },
];

function ANSWERED() {
  return { answer: { $type: 'string' } };
}
