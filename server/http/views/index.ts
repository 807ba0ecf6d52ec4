// The views' one door: pages with their layout, and templates without one.

export { formatDate, formatNumber, formatTime, ZONES, type Zone } from './format.ts';
export {
  type CampaignView,
  type NavLink,
  type PageView,
  publicNav,
  type ViewerView,
} from './page-view.ts';
export { createViews, type Views } from './views.ts';
