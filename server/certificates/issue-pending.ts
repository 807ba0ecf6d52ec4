// Issues what should exist and doesn't: the database is the queue, so a crash loses nothing.
import { DEFAULT_CERTIFICATE_RULE, participationOf } from '../protocol/certificate-rule.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { BatchIssuer, Outcome } from './batch-issuing.ts';
import { type CertificateKind, isPersonalKind, PERSONAL_KINDS } from './certificate-data.ts';
import type { CertificateDoors } from './certificate-sources.ts';
import type { CertificateStore } from './certificate-store.ts';
import { regionSubject, SESSION_SUBJECT } from './certificate-subject.ts';

/** Files in the making are somebody's own request for so long. */
const OWN_REQUEST_MS = 10_000;

/** A document that should exist. */
export interface Due {
  kind: CertificateKind;
  subject: string;
}

/** What goes on beside the issuing of a session. */
export interface IssueWatch {
  /** After every group of files: what became of it. Rejecting ends the run. */
  onGroup(session: string, outcomes: Outcome[]): Promise<void>;
  /** True ends the run after the files in the making. */
  isStopped(): boolean;
}

export interface PendingIssuer {
  /** What a session still owes, in the order in which it is issued. */
  listDue(session: SessionDocument): Promise<Due[]>;
  /** Issues these; resolves with how many were made. */
  issueDue(session: SessionDocument, due: Due[], watch: IssueWatch): Promise<number>;
  /** Issues people's certificates that are due in all sessions, now and in this process. */
  issuePending(): Promise<number>;
}

const UNWATCHED: IssueWatch = { onGroup: async () => undefined, isStopped: () => false };

/** The issuer; who works at a session at a time is decided by who calls it. */
export function createPendingIssuer(options: {
  batches: BatchIssuer;
  store: Pick<CertificateStore, 'holdings' | 'listReserved'>;
  doors: Pick<CertificateDoors, 'live' | 'signatures' | 'attendance' | 'long'>;
  now(): Date;
}): PendingIssuer {
  const { batches, doors } = options;
  const listDue = (session: SessionDocument) => dueOf(session, options);

  const issueDue: PendingIssuer['issueDue'] = async (session, due, watch) => {
    if (due.length === 0) return 0;
    const issue = batches.open(session, watch);
    let made = 0;
    for (const kind of PERSONAL_KINDS) {
      const subjects = due.flatMap((one) => (one.kind === kind ? [one.subject] : []));
      made += await issue.personal(kind, subjects);
    }
    for (const { kind, subject } of due) {
      if (!isPersonalKind(kind) && !watch.isStopped()) made += await issue.long(kind, subject);
    }
    return made;
  };

  return {
    listDue,
    issueDue,
    async issuePending() {
      let made = 0;
      for (const session of doors.live.list()) {
        const due = (await listDue(session)).filter(({ kind }) => isPersonalKind(kind));
        made += await issueDue(session, due, UNWATCHED);
      }
      return made;
    },
  };
}

/**
 * While signing is open only what was begun is finished: the burst of signatures comes first, and
 * whoever asks for their own document gets it anyway.
 */
async function dueOf(
  session: SessionDocument,
  { doors, store, now }: Parameters<typeof createPendingIssuer>[0],
): Promise<Due[]> {
  const { ceremony, session: state, closesAt } = session.status;
  const isSigning = ceremony === 'signing' && closesAt === null && state !== 'ended';
  if (isSigning || (ceremony === 'idle' && state !== 'ended')) {
    return store.listReserved(session._id, new Date(now().getTime() - OWN_REQUEST_MS));
  }
  // Revoked ones count as held: what was revoked is not issued anew by itself.
  const held = new Set<string>();
  const due: Due[] = [];
  for (const { kind, subject, active, sha256 } of await store.holdings(session._id)) {
    if (sha256 || !active) held.add(`${kind} ${subject}`);
    else due.push({ kind, subject });
  }
  const add = (kind: CertificateKind, subjects: string[]) => {
    const known = new Set(due.map((one) => `${one.kind} ${one.subject}`));
    for (const subject of subjects) {
      const key = `${kind} ${subject}`;
      if (!held.has(key) && !known.has(key)) due.push({ kind, subject });
    }
  };
  const list = session.declaration ? await doors.signatures.list(session._id) : [];
  const signed = new Set(list.map(({ registration }) => registration));
  add('declaration', [...signed]);
  if (state === 'ended') {
    const attendance = await doors.attendance.attendanceOfAll(session);
    add('participation', whoEarned(session, attendance, signed));
    for (const one of await longDue(session, doors)) add(one.kind, [one.subject]);
  }
  return due;
}

/** Who gets a certificate of participation by the session's rule. */
function whoEarned(
  { certificateRule: rule = DEFAULT_CERTIFICATE_RULE }: SessionDocument,
  attendance: ReadonlyMap<string, { met: boolean }>,
  signed: ReadonlySet<string>,
): string[] {
  const people = new Set([...attendance.keys(), ...signed]);
  return [...people].filter((id) => {
    const facts = { met: attendance.get(id)?.met === true, signed: signed.has(id) };
    return participationOf(rule, facts) === undefined;
  });
}

/** Documents of many rows: when the log covers what they are made of. */
async function longDue(
  session: SessionDocument,
  { signatures, long }: Pick<CertificateDoors, 'signatures' | 'long'>,
): Promise<Due[]> {
  // Late signatures belong on them too.
  if (session.status.ceremony === 'late') return [];
  if ((await long.logOf(session._id)).pending > 0) return [];
  const signed = session.declaration ? await signatures.list(session._id) : [];
  const regions = new Set(signed.flatMap(({ region }) => region ?? []));
  const whole = signed.length > 0 ? (['roll', 'minutes'] as const) : (['minutes'] as const);
  return [
    ...[...regions]
      .sort()
      .map((code) => ({ kind: 'region' as const, subject: regionSubject(code) })),
    ...whole.map((kind) => ({ kind, subject: SESSION_SUBJECT })),
  ];
}
