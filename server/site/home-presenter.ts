// From campaign and session to the front page: agenda, figures, region search, countdown.

import {
  type Campaign,
  countdownTo,
  type HomeAgendaItem,
  type HomeFigure,
  type HomeRegionHit,
  type HomeView,
} from '../campaigns/index.ts';
import type { Region } from '../regions/index.ts';
import type { SessionDocument } from '../sessions/index.ts';

/** Speaks the catalogue's words of the area `home`. */
export type SayHome = (key: string, parameters?: Record<string, string | number>) => string;

const HITS_MAX = 12;
/** Western Indonesian time is seven hours ahead of UTC, all year. */
const WIB = '+07:00';
const MAIN_KINDS = ['declaration', 'signing'];
const dotted = (time: string) => time.replace(':', '.');
const plusHours = (time: string, hours: number): string => {
  const [hour = '0', minute = '00'] = time.split(':');
  return `${String((Number(hour) + hours) % 24).padStart(2, '0')}.${minute}`;
};

/** The session's planned start as a moment. */
export const startOf = (session: Pick<SessionDocument, 'date' | 'startsAt'>): Date =>
  new Date(`${session.date}T${session.startsAt}:00${WIB}`);

const presentAgenda = (session: SessionDocument): HomeAgendaItem[] =>
  session.agenda.map((item) => ({
    time: dotted(item.time),
    title: item.title,
    note: item.speakerOffice ?? '',
    minutes: item.minutes,
    main: MAIN_KINDS.includes(item.kind),
  }));

const presentFigures = (campaign: Campaign, regions: Region[], say: SayHome): HomeFigure[] => {
  const level = (name: string) => regions.filter((region) => region.level === name).length;
  const provinces = new Set(regions.map((region) => region.provinceCode)).size;
  const seats = campaign.seats.inRegions.length;
  const figures = [
    { value: String(regions.length), label: say('figures.regions') },
    {
      value: `${level('provinsi')} · ${level('kabupaten')} · ${level('kota')}`,
      label: say('figures.levels'),
    },
    { value: String(provinces), label: say('figures.provinces') },
    { value: String(seats), label: say('figures.seats') },
  ];
  return figures;
};

const presentSearch = (
  query: string,
  regions: Region[],
  seats: number,
  registered: Map<string, number>,
): HomeView['search'] => {
  const needle = query.trim().toLowerCase();
  const found = needle
    ? regions.filter((one) => `${one.name} ${one.province}`.toLowerCase().includes(needle))
    : [];
  const hits: HomeRegionHit[] = found.slice(0, HITS_MAX).map((region) => ({
    name: region.name,
    province: region.province,
    registered: registered.get(region.code) ?? 0,
    seats,
  }));
  return { query: query.trim(), hits, matches: found.length, total: regions.length };
};

export interface HomeInput {
  campaign: Campaign;
  session: SessionDocument;
  regions: Region[];
  query: string;
  /** Registered officials by region code. */
  registered: Map<string, number>;
}

/** The front page's view at the moment `now`. */
export function presentHome(input: HomeInput, say: SayHome, now: Date): HomeView {
  const { campaign, session, regions } = input;
  const start = startOf(session);
  const isWaiting = ['draft', 'scheduled'].includes(session.status.session);
  const { startsAt } = session;
  return {
    campaign: { name: campaign.name, theme: campaign.theme, hostShort: campaign.host.short },
    lawPath: `/hukum/${campaign.slug}`,
    session: {
      startsAt: start.toISOString(),
      otherZones: `${plusHours(startsAt, 1)} WITA, ${plusHours(startsAt, 2)} WIT`,
      scope: `${session.place}. ${session.title}`,
      state: session.status.session,
    },
    countdown: isWaiting ? countdownTo(start, now) : null,
    figures: presentFigures(campaign, regions, say),
    agenda: presentAgenda(session),
    timesArePlaceholders: session.timesArePlaceholders,
    declaration: campaign.declaration,
    search: presentSearch(input.query, regions, campaign.seats.inRegions.length, input.registered),
    taskForce: campaign.seats.outside
      .filter((seat) => seat.group === 'satgas')
      .map((seat) => ({ short: seat.office, full: seat.title })),
  };
}
