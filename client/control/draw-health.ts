// How the parts are, in words that somebody can act on: a word and a figure in the header, and one
// sentence each in the list below.
import { setText } from '../lib/dom.ts';
import { pageLanguage, text } from '../lib/page-data.ts';
import { setSymbol } from '../lib/symbols.ts';
import type { ControlState } from './control-state.ts';
import { HEALTH_PARTS, type HealthPart, healthOf, signOf } from './health.ts';

const formatted = (figures: Record<string, number>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [
      key,
      value.toLocaleString(pageLanguage() === 'en' ? 'en-GB' : 'id-ID'),
    ]),
  );

/** Why there is no stream is the technician's business: it stands behind what it means. */
const withReason = (part: HealthPart, advice: string, { status, figures }: ControlState) =>
  part === 'stream' && status.stream !== 'on air' && figures?.streamReason
    ? `${advice} (${figures.streamReason})`
    : advice;

/** Draws the header's items and the list. */
export function drawHealth(state: ControlState): void {
  const conditions = healthOf(state);
  for (const part of HEALTH_PARTS) {
    const { area, state: how, good, figures } = conditions[part];
    const mark = signOf(conditions[part]);
    const say = (what: string) => text(`health.${area}.${how}.${what}`, formatted(figures));
    for (const item of document.querySelectorAll(`[data-sehat="${part}"]`)) {
      item.classList.toggle('awas', !good);
      const sign = item.querySelector('svg');
      if (sign) setSymbol(sign, `i-${mark}`);
      setText(item.querySelector('b span'), `${text(`health.${part}.name`)}: ${say('word')}`);
      setText(item.querySelector('[data-rinci]'), say('detail'));
      setText(item.querySelector('[data-nasihat]'), withReason(part, say('advice'), state));
    }
  }
}
