// The text that lies in every dossier: what each file is, what the roll adds up to, and its hashes.
import type { CountedMember } from '../core/counted-member.ts';
import { momentText, type Words } from '../reports/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Dossier } from './dossier-model.ts';
import type { RollCounts } from './roll-totals.ts';

export interface ReadmeFacts {
  session: Pick<SessionDocument, 'title' | 'date' | 'kind'>;
  dossier: Dossier;
  /** In the order in which they were sent. */
  sent: readonly CountedMember[];
  totals: Readonly<RollCounts>;
}

const COUNTS = ['seats', 'people', 'came', 'met', 'signed', 'withdrawn'] as const;
const DOCUMENTS = ['declarations', 'participations'] as const;

/** Plain text with lines that end as Windows expects them. */
export function readmeText({ session, dossier, sent, totals }: ReadmeFacts, words: Words): string {
  const { title, date, kind } = session;
  const moment = momentText(dossier.madeAt.getTime());
  const counts = [...COUNTS, ...DOCUMENTS].map(
    (key) => `${words(`counts.${key}`)}: ${totals[key]}`,
  );
  const files = sent.flatMap(({ name, size, sha256 }) => [
    name,
    `  ${words('readme.size', { size })}`,
    `  SHA-256 ${sha256}`,
  ]);
  const lines = [
    ...(kind === 'rehearsal' ? [words('readme.rehearsal'), ''] : []),
    words('readme.title', { title, date }),
    words('readme.made', { moment, by: dossier.by.label }),
    '',
    words('readme.about.minutes', { number: dossier.minutes.number }),
    ...['roll', 'press', 'evidence', 'summary'].map((key) => words(`readme.about.${key}`)),
    '',
    words('readme.counts'),
    ...counts,
    words('readme.countsNote'),
    '',
    words('readme.files'),
    ...files,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
