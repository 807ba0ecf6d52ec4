// What the front page shows; its template is templates/pages/home.hbs.
import type { SessionState } from '../protocol/session.ts';

export interface HomeAgendaItem {
  /** "09.00", local to Jakarta. */
  time: string;
  title: string;
  /** The office that speaks, or a short note; may be empty. */
  note: string;
  minutes: number;
  /** The declaration and its signing: set apart by the heavy rule. */
  main: boolean;
}

export interface HomeRegionHit {
  name: string;
  province: string;
  registered: number;
  seats: number;
}

export interface HomeFigure {
  /** Ready for print: "270", "9 · 224 · 37". */
  value: string;
  label: string;
}

export interface HomeView {
  campaign: { name: string; theme: string; hostShort: string };
  /** The page of the law and of where a violation is reported. */
  lawPath: string;
  /** `startsAt` is ISO 8601 in UTC; `otherZones` is "10.00 WITA, 11.00 WIT". */
  session: { startsAt: string; otherZones: string; scope: string; state: SessionState };
  /** Time until the start; null when it has passed or the doors are open. */
  countdown: { days: number; hours: number; minutes: number } | null;
  figures: HomeFigure[];
  agenda: HomeAgendaItem[];
  /** True while the agenda's times are ours and not yet the host's. */
  timesArePlaceholders: boolean;
  declaration: { opening: string; clauses: string[]; closing: string } | null;
  /** The region search (GET /?daerah=...); `total` counts every region of the set. */
  search: { query: string; hits: HomeRegionHit[]; matches: number; total: number };
  taskForce: { short: string; full: string }[];
}

/** Countdown from `now` to `start`; null when it has passed. Whole minutes, rounded up. */
export function countdownTo(start: Date, now: Date): HomeView['countdown'] {
  const minutes = Math.ceil((start.getTime() - now.getTime()) / 60_000);
  if (minutes <= 0) return null;
  return {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  };
}
