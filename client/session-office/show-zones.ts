// Beside a field for a WIB time: the same moment in WITA and WIT, while somebody types.

import { inZones } from '../../server/protocol/agenda-times.ts';
import { text } from '../lib/page-data.ts';

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d/;

/** Keeps every such pair below `root` right; what the server wrote stays until something is typed. */
export function showZones(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>('input[data-zona]')) {
    const place = document.getElementById(input.dataset.zona ?? '');
    input.addEventListener('input', () => {
      const isTime = CLOCK.test(input.value);
      const { wita, wit } = inZones(input.value.slice(0, 5));
      if (place) place.textContent = isTime ? text('zones.plain', { wita, wit }) : '';
    });
  }
}
