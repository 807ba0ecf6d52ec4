// How somebody of the roster stands to the stage, in one line that is read aloud when it changes.
import type { StageRole, StageView } from '../../server/protocol/stage.ts';
import { make, setText } from '../lib/dom.ts';
import { text } from '../lib/page-data.ts';
import { setSymbol } from '../lib/symbols.ts';
import { type OwnState, SOURCES } from '../media/own-tracks.ts';

export type Standing = 'connecting' | 'offline' | 'waiting' | 'onStage' | 'blocked';

interface Own {
  own: OwnState;
  isMuted: boolean;
  role: StageRole;
}

const ICONS: Record<Standing, string> = {
  connecting: 'i-jam',
  offline: 'i-awas',
  waiting: 'i-jam',
  onStage: 'i-cek',
  blocked: 'i-silang',
};

/** What to do now, or what is seen and heard. */
export function detailOf(standing: Standing, { own, isMuted, role }: Own): string {
  const { isOn, isOnAir } = own;
  if (standing === 'onStage') {
    const what = SOURCES.filter((source) => isOnAir[source]).map((source) =>
      text(`greenRoom.what.${source}`),
    );
    const seen = what.length > 0 ? text('greenRoom.detail.onAir', { what: what.join(', ') }) : '';
    const rest = isMuted ? 'muted' : what.length === 0 ? 'nothing' : undefined;
    return [seen, rest && text(`greenRoom.detail.${rest}`)].filter(Boolean).join(' ');
  }
  if (standing !== 'waiting') return text(`greenRoom.detail.${standing}`);
  const isReady = isOn.camera && (isOn.microphone || role === 'interpreter');
  const missing = role === 'interpreter' ? 'notReadyCamera' : 'notReady';
  return text(`greenRoom.detail.${isReady ? 'ready' : missing}`);
}

/** Draws `[data-keadaan]`. */
export function drawStanding(standing: Standing, own: Own): void {
  const box = document.querySelector<HTMLElement>('[data-keadaan]');
  if (!box) return;
  box.dataset.keadaan = standing;
  const symbol = box.querySelector('svg');
  if (symbol) setSymbol(symbol, ICONS[standing]);
  setText(box.querySelector('[data-keadaan-kata]'), text(`greenRoom.state.${standing}`));
  setText(box.querySelector('[data-keadaan-isi]'), detailOf(standing, own));
}

/** Draws who is on stage now; the list is rebuilt only when it changed. */
export function drawOnStage(view: StageView | undefined, who: string): void {
  const list = document.querySelector<HTMLElement>('[data-di-panggung]');
  if (!list || !view) return;
  const key = JSON.stringify(view.onStage.map((one) => [one.who, one.title]));
  if (list.dataset.isi === key) return;
  list.dataset.isi = key;
  const rows = view.onStage.map((one) => {
    const row = make('li');
    const words = text(`greenRoom.roles.${one.role}`);
    row.append(make('b', one.title), make('small', words));
    if (one.who === who) row.classList.add('m-saya');
    return row;
  });
  list.replaceChildren(
    ...(rows.length > 0 ? rows : [make('li', text('greenRoom.empty'), 'redup')]),
  );
}
