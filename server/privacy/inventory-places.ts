// The inventory, third part: what speaks of no official but by office, of staff, or of nobody. It is
// here so that every field of every collection has been looked at.
import { fields, type Holding } from './inventory-shape.ts';

const staff = (name: string, keep: string): Holding => ({
  name,
  keep: fields(keep),
  why: 'staff',
});
const technical = (name: string, keep: string): Holding => ({
  name,
  keep: fields(keep),
  why: 'technical',
});

/** Of the platform itself. */
const PLATFORM: readonly Holding[] = [
  technical('regions', 'set code level name provinceCode province timezone ordinal'),
  technical('nodes', 'startedAt renewedAt endedAt facts'),
  technical('room_codes', 'room window attempt acceptedUntil'),
  technical('pin_attempts', 'failures endsAt'),
  technical('reaction_seconds', 'session second counts'),
  technical('certificate_counters', 'last'),
  technical('key_certificates', 'role pem'),
];

/** Of a campaign, its event and its places: offices, never names. */
const EVENT: readonly Holding[] = [
  staff(
    'campaigns',
    'schemaVersion slug name shortName theme host legalIssuer emblemText colours sample regionSet ' +
      'seats regionRules declaration consent declarationSha256 consentSha256 changed emblem signatory version',
  ),
  staff(
    'sessions',
    'schemaVersion campaign slug title kind mode place date startsAt endsAt isDefault ' +
      'timesArePlaceholders attendanceRule signingRule agenda speakers declaration consent status ' +
      'itemMoments lastStep certificateRule planVersion identity',
  ),
  staff('session_notes', 'schemaVersion session number text by at'),
  staff('session_plans', 'schemaVersion session version section by at content'),
  staff(
    'campaign_texts',
    'schemaVersion campaign number state revision words declaration consent by at publishedBy ' +
      'publishedAt',
  ),
  staff('region_sets', 'name count by at'),
  staff('campaign_notes', 'campaign text by at'),
  technical('mail_turns', 'turn'),
  technical('campaign_emblems', 'campaign bytes width height at'),
  technical('caption_links', 'issue'),
  technical('seats', 'session region group office title place required issue ordinal claims'),
  technical('invitation_codes', 'session seat issue state'),
  technical('coordinators', 'session region issue code replaced openedAt'),
  staff('shared_rooms', 'session region place seats openedBy openedAt closedAt joins'),
  technical('stage_people', 'session code role title order issue hash replaced'),
  staff('stage_states', 'version director onStage shown floor blocked'),
  technical('stage_hands', 'session who number title place at'),
  technical('stage_counts', 'hands'),
  technical('stage_arrivals', 'session code until camera microphone'),
];

/** Of staff's work, named by its author. */
const OFFICE: readonly Holding[] = [
  staff(
    'accounts',
    'schemaVersion login name passwordHash grants createdAt disabledAt countedAt passwordAt ' +
      'secondFactor offeredSecret codeAttempts',
  ),
  staff('staff_sessions', 'account createdAt endsAt lastUsedAt device'),
  staff('used_links', 'account usedAt forgetAt'),
  staff('program_tokens', 'hash account label scopes createdAt endsAt forgetAt lastUsedAt'),
  staff(
    'contact_imports',
    'schemaVersion session by state total good taken shared checkedAt finishedAt',
  ),
  { name: 'mail_optouts', keep: ['at'], why: 'wish' },
  staff(
    'certificate_templates',
    'schemaVersion campaign kind version name source sha256 state current revision by at ' +
      'publishedBy publishedAt',
  ),
  technical(
    'certificate_checks',
    'session kind run wording state total done problems problemCount startedAt touchedAt',
  ),
  technical('issue_failures', 'session kind subject reason detail at tries'),
  staff(
    'issue_jobs',
    'schemaVersion session by startedAt state totals made resumedAt handledSince activeAt finishedAt',
  ),
  staff(
    'evidence_bundles',
    'schemaVersion session madeAt by head totals certificates revocations issuingCrl',
  ),
  staff('dossiers', 'schemaVersion session madeAt by minutes bundle'),
  // Offices of Bawaslu; its page asks for no names.
  staff(
    'reporting_contacts',
    'campaign region office address phone email web version changedAt by',
  ),
  staff('reporting_imports', 'file at by rows bad'),
  staff('law_entries', 'campaign place title note link file changedAt by'),
  technical('law_files', 'bytes claims'),
  // A region's letter is a public document; who filed it is staff or a region's office.
  staff('circulars', 'campaign region version number date file at by withdrawn'),
  technical('circular_files', 'bytes'),
  staff('readiness_ticks', 'session item by at'),
  staff('recordings', 'session egress state startedAt startedBy stoppedAt file problem open'),
  staff('announcements', 'session number text urgency at until by withdrawnAt withdrawnBy'),
  staff('captions', 'session number version text at by key'),
];

/** The proofs: hashes and leaves, no values. */
const LOG: readonly Holding[] = [
  technical('log_entries', 'session sequence leaf leafHash kind source epoch at'),
  technical('log_heads', 'session size previous root time text signature keyId epoch'),
  technical('log_timestamps', 'session size token at'),
];

/** Of this part: what was asked for and what was erased, by ids and counts. */
const PRIVACY: readonly Holding[] = [
  staff('privacy_notices', 'schemaVersion campaign version lines basis text sha256 by at'),
  staff('retention_rules', 'revision months groups by at'),
  {
    name: 'erasures',
    of: 'registration',
    erase: { reason: { group: 'words', to: '' } },
    keep: fields(
      'schemaVersion campaign session registration seat region rule revision groups state open',
    ).concat(fields('receipt askedAt decidedBy decidedAt startedAt counts doneAt')),
    why: 'record',
    show: fields('askedAt state reason decidedAt doneAt'),
  },
];

export const PLACES: readonly Holding[] = [...PLATFORM, ...EVENT, ...OFFICE, ...LOG, ...PRIVACY];
