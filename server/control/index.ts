// The control room's one door: its pages, and the figures that go over the socket.
import type { Catalogue } from '../http/catalogue.ts';
import type { AnyRoute } from '../http/define-route.ts';
import type { ControlData } from './control-data.ts';
import { createRoomRoutes } from './room-routes.ts';
import { createSeatRoutes } from './seat-routes.ts';

export { actorOf } from './control-data.ts';
export { type ControlHealth, createControlFigures } from './control-figures.ts';
export { createEventText } from './event-text.ts';
export { readingOf } from './room-presenter.ts';
export { contactLink } from './seat-presenter.ts';

/**
 * All routes of the control room. They belong after the accounts' and the stage's routes: the room's
 * own path takes whatever is left below /kendali.
 */
export function createControlRoutes(options: {
  data: ControlData;
  catalogue: Catalogue;
  publicUrl: string;
}): AnyRoute[] {
  const { data, catalogue, publicUrl } = options;
  return [
    ...createSeatRoutes({ data, catalogue, publicUrl }),
    ...createRoomRoutes({ data, catalogue }),
  ];
}
