// The control room's one door: its pages, the lectern's, and the figures that go over the socket.
import type { Clock } from '../core/clock.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { AnyRoute } from '../http/define-route.ts';
import type { VisitorTokens } from '../http/visitor.ts';
import type { ControlData } from './control-data.ts';
import { createLecternLinks } from './lectern-links.ts';
import { createLecternRoutes } from './lectern-routes.ts';
import { createRoomRoutes } from './room-routes.ts';
import { createSeatRoutes } from './seat-routes.ts';

export { actorOf } from './control-data.ts';
export { type ControlHealth, createControlFigures } from './control-figures.ts';
export { createEventText } from './event-text.ts';
export { contactLink } from './seat-presenter.ts';

/**
 * All routes of the control room and the lectern. `secret` is the key `token`. They belong after
 * the accounts' routes: the room's own path takes whatever is left below /kendali.
 */
export function createControlRoutes(options: {
  data: ControlData;
  catalogue: Catalogue;
  tokens: VisitorTokens;
  secret: Buffer;
  clock: Clock;
  publicUrl: string;
}): AnyRoute[] {
  const { data, catalogue, tokens, secret, clock, publicUrl } = options;
  const links = createLecternLinks(secret, clock);
  return [
    ...createSeatRoutes({ data, catalogue, publicUrl }),
    ...createLecternRoutes({ data, catalogue, links, tokens }),
    ...createRoomRoutes({ data, catalogue, links, publicUrl }),
  ];
}
