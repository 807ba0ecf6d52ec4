// What the layout is told around a page's own view.
import type { Mode } from '../../protocol/follow-modes.ts';
import type { Language } from '../language.ts';
import type { StaffRole } from '../staff-roles.ts';

/** A link of the letterhead; `text` is a catalogue key. */
export interface NavLink {
  text: string;
  href: string;
  current?: boolean;
}

/** The campaign as the letterhead shows it. */
export interface CampaignView {
  name: string;
  shortName: string;
  theme: string;
  /** The host institution, in full and short ("KASN"). */
  host: string;
  hostShort: string;
  emblemText: string;
  /** Address of the emblem's picture, when there is one. */
  emblem?: string;
  /** Address of the stylesheet with the campaign's colours, when they differ from the default. */
  stylesheet?: string;
}

/** Who is looking: shown at the right of the letterhead. */
export interface ViewerView {
  kind: 'official' | 'staff' | 'lectern';
  label: string;
  /** Staff's role here: what they may not do is not shown. */
  role?: StaffRole;
}

/** Everything a layout needs; `view` is the context of the page's own template. */
export interface PageView {
  /** Catalogue area, CSS class of the body and template name: `home`, `board`, ... */
  page: string;
  /** Entry in client/pages; null for a page without styles or script of its own. */
  entry: string | null;
  /** templates/layouts/<layout>.hbs; `main` unless told. */
  layout?: string;
  title: string;
  language: Language;
  /** Path of this page with its query, for the language switch. */
  path: string;
  campaign: CampaignView;
  nav: readonly NavLink[];
  viewer?: ViewerView;
  /** The announcement that stands, under its urgency. */
  announcement?: { normal?: string; important?: string };
  csrfToken: string;
  view: object;
  /** Handed to the page's script as JSON. */
  data?: object;
  /** Catalogue areas whose `client` texts the script needs (besides the page's own). */
  texts?: readonly string[];
  refreshSeconds?: number;
  /** How the device follows the broadcast. */
  mode?: Mode;
  /** The device follows as text: no second font and no ornament. */
  isLight?: boolean;
}

/** The navigation of public pages; `current` is the path that is being shown. */
export const publicNav = (current = ''): NavLink[] =>
  [
    { text: 'layout.nav.agenda', href: '/#acara' },
    { text: 'layout.nav.declaration', href: '/#ikrar' },
    { text: 'layout.nav.regions', href: '/#daerah' },
    { text: 'layout.nav.board', href: '/papan' },
    { text: 'layout.nav.verification', href: '/verifikasi' },
  ].map((link) => ({
    ...link,
    current: link.href === current || current.startsWith(`${link.href}/`),
  }));
