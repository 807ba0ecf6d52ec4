// A person's own data in words: what is stored and why, what can be erased, and what stays.
import type { Language } from '../http/language.ts';
import { formatDate, formatTime } from '../http/views/index.ts';
import { type OfficialVisit, presentActing, type Say, sayIn } from '../official/index.ts';
import type { Erasure } from './erasure-model.ts';
import { type OwnSection, readOwnData, valueAt } from './own-data.ts';
import { type PrivacyServices, personOf } from './privacy-services.ts';
import { isOver } from './retention-rules.ts';

export const OWN_PATH = '/data-saya';
/** Documents of one kind on the page; the file has all. */
const SHOWN = 12;

/** What a refused form says, with what was typed. */
export interface RefusedOwn {
  error: string;
  status: number;
  typed?: { name: string; acting: string; contact: string };
}

/** Reads everything that the inventory leads to. */
export const ownSections = async (
  services: PrivacyServices,
  { registration, session }: OfficialVisit,
): Promise<OwnSection[]> => {
  const person = await personOf(services, registration);
  return readOwnData(services.ground.connection, { session: session._id, person, imports: [] });
};

/** The view of templates/pages/own-data.hbs. */
export async function presentOwnData(
  services: PrivacyServices,
  visit: OfficialVisit,
  { language, refused, done }: { language: Language; refused?: RefusedOwn; done?: string },
) {
  const { registration, session, seat, campaign } = visit;
  const say = sayIn(services.catalogue, language);
  const [sections, requests, signature, notice] = await Promise.all([
    ownSections(services, visit),
    services.erasures.listOfPerson(registration._id),
    services.people.findSignature(registration._id),
    services.notices.ofVersion(campaign, registration.notice?.version ?? 0),
  ]);
  const typed = refused?.typed ?? registration;
  const now = services.ground.clock.now();
  const said = services.notices.said(notice, campaign, language);
  return {
    session: session.title,
    seat: { title: seat.title, place: seat.place },
    hostShort: campaign.host.short,
    printed: { date: formatDate(now, language), time: formatTime(now) },
    basis: { text: said.basis, lang: said.lang },
    noticePath: `/privasi?kampanye=${campaign._id}&versi=${notice.version}`,
    error: refused?.error,
    done,
    sections: sections.map((section) => presentSection(section, { services, visit, language })),
    correct: {
      isNameFixed: session.status.signingOpenedAt !== null,
      name: typed.name,
      contact: typed.contact,
      acting: presentActing(typed.acting, say),
    },
    canObject: registration.checkedInAt !== null,
    request: presentRequest(requests[0], language),
    isOver: isOver(session),
    stays: staysOf(sections, signature?.leafHash ?? undefined),
  };
}

/** What an erasure leaves, by its own digits. */
function staysOf(sections: OwnSection[], leafHash: string | undefined) {
  const certificates = sections.find(({ name }) => name === 'certificates')?.documents ?? [];
  const issued = certificates.flatMap((one) => {
    const { number, sha256 } = one;
    return typeof number === 'string' && typeof sha256 === 'string' ? [{ number, sha256 }] : [];
  });
  return { leafHash, certificates: issued };
}

/** A request's state, with the address at which it stays visible. */
export const presentRequest = (erasure: Erasure | undefined, language: Language) => {
  if (!erasure) return undefined;
  const { state, askedAt, decidedAt, doneAt, reason, receipt } = erasure;
  const day = (at: Date | null) => (at ? formatDate(at, language) : '');
  return {
    state,
    isWaiting: state === 'asked',
    mayAsk: state === 'withdrawn' || state === 'refused',
    askedAt: day(askedAt),
    decidedAt: day(decidedAt),
    doneAt: day(doneAt),
    reason,
    path: `/permohonan-data/${receipt}`,
  };
};

function presentSection(
  { name, show, documents }: OwnSection,
  {
    services: { catalogue },
    visit: { seat },
    language,
  }: { services: PrivacyServices; visit: OfficialVisit; language: Language },
) {
  const say = sayIn(catalogue, language);
  // An office is stored by its short name, which is for programs.
  const named = (value: unknown) => (value === seat.office ? seat.title : value);
  const rowsOf = (document: Record<string, unknown>) =>
    show.flatMap((path) => {
      const field = path.split('.').at(-1) ?? path;
      const value = wordsOf(named(valueAt(document, path)), field, {
        language,
        say,
        has: catalogue.has,
      });
      return value === '' ? [] : [{ label: say(`own-data.fields.${field}`), value }];
    });
  return {
    name,
    title: say(`own-data.sections.${name}.title`),
    why: say(`own-data.sections.${name}.why`),
    documents: documents.slice(0, SHOWN).map((document) => ({ rows: rowsOf(document) })),
    more: Math.max(0, documents.length - SHOWN),
  };
}

interface Words {
  language: Language;
  say: Say;
  has(key: string): boolean;
}

/** A stored value as people read it; empty for nothing. */
function wordsOf(value: unknown, field: string, { language, say, has }: Words): string {
  if (value === null || value === undefined) return '';
  const moment = momentOf(value);
  if (moment) return `${formatDate(moment, language)}, ${formatTime(moment)}`;
  if (typeof value === 'object') return String(Object.keys(value).length);
  const key = `own-data.values.${field}.${String(value)}`;
  return has(key) ? say(key) : String(value);
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const momentOf = (value: unknown): Date | undefined => {
  if (value instanceof Date) return value;
  return typeof value === 'string' && ISO.test(value) ? new Date(value) : undefined;
};
