// Recording: one button, how it stands in words, and the files of this session.
import { isOpen, type RecordingRow, type RecordingView } from '../../server/protocol/recording.ts';
import { isOver } from '../../server/protocol/session-names.ts';
import { make, setHidden, setText } from '../lib/dom.ts';
import { ask, type LiveSocket } from '../lib/live.ts';
import type { Messages } from '../lib/messages.ts';
import { number, text } from '../lib/page-data.ts';
import type { ControlState } from './control-state.ts';
import { clockOf } from './draw-run.ts';

export interface RecordingPanel {
  draw(state: ControlState): void;
}

const stateText = ({ state, startedAt }: RecordingRow): string =>
  text(`recording.states.${state}`, { time: clockOf(Date.parse(startedAt)) });

const detailOf = ({ file, minutes, megabytes, by, problem }: RecordingRow): string => {
  if (problem !== '') return text('recording.problem', { problem });
  if (file === null) return text('recording.by', { by });
  const figures = { minutes: number(minutes ?? 0), megabytes: number(megabytes ?? 0) };
  return text('recording.file', { file, ...figures });
};

const itemOf = (row: RecordingRow): HTMLLIElement => {
  const item = make('li');
  const time = make('time', clockOf(Date.parse(row.startedAt)));
  time.dateTime = row.startedAt;
  const words = make('span', stateText(row));
  words.append(make('small', detailOf(row)));
  item.append(time, words);
  return item;
};

const wordsOf = (view: RecordingView, over: boolean): string => {
  const open = view.rows.find(({ state }) => isOpen(state));
  if (open && open.problem !== '') return text('recording.problem', { problem: open.problem });
  if (open) return over ? text('recording.over') : text('recording.by', { by: open.by });
  return text(`recording.${view.recorder}`);
};

/** Wires `[data-rekam]`. */
export function createRecordingPanel(socket: LiveSocket, messages: Messages): RecordingPanel {
  const button = document.querySelector<HTMLButtonElement>('[data-rekam]');
  const list = document.querySelector('[data-rekam-daftar]');
  let shown = '';
  let isRecording = false;
  const draw = (view: RecordingView, over: boolean) => {
    const key = JSON.stringify([view, over]);
    if (key === shown) return;
    shown = key;
    const open = view.rows.find(({ state }) => isOpen(state));
    isRecording = open !== undefined;
    setHidden(button, view.recorder !== 'ready');
    setText(button?.querySelector('span'), text(`recording.${isRecording ? 'stop' : 'start'}`));
    setText(document.querySelector('[data-rekam-keadaan]'), open ? stateText(open) : '');
    setText(document.querySelector('[data-rekam-kata]'), wordsOf(view, over));
    list?.replaceChildren(...view.rows.filter(({ state }) => !isOpen(state)).map(itemOf));
  };
  let isBusy = false;
  button?.addEventListener('click', async () => {
    if (isBusy || (isRecording && !window.confirm(text('recording.confirmStop')))) return;
    isBusy = true;
    const command = isRecording ? 'recording:stop' : 'recording:start';
    const answer = await ask(socket, command, {}).catch(() => undefined);
    isBusy = false;
    if (answer?.ok) messages.clear();
    else messages.show(answer ? answer.message : text('failed'));
  });
  return {
    draw({ figures, status }) {
      if (figures?.recording) draw(figures.recording, isOver(status.session));
    },
  };
}
