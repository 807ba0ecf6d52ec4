// What the control room says of each person of the stage, and which steps it offers for them.
import { wibTime } from '../../server/protocol/attendance-words.ts';
import type { DeskPerson, StageAct, StageDesk, StageView } from '../../server/protocol/stage.ts';
import { text } from '../lib/page-data.ts';

export interface StageRow {
  who: string;
  /** Of the sprite. */
  icon: string;
  title: string;
  words: string;
  acts: StageAct[];
}

type Here = Pick<DeskPerson, 'isHere' | 'camera' | 'microphone' | 'role'>;

const waitingWords = ({ isHere, camera, microphone, role }: Here): string => {
  if (!isHere) return 'absent';
  if (role === 'interpreter') return camera ? 'readyCamera' : 'here';
  if (camera && microphone) return 'ready';
  if (camera) return 'readyCamera';
  return microphone ? 'readyVoice' : 'here';
};

/** The row of somebody of the roster. */
export function personRow(person: DeskPerson, view: StageView): StageRow {
  const { who, role, title, isHere } = person;
  const place = view.onStage.find((one) => one.who === who);
  const roleWords = text(`stage.roles.${role}`);
  const isBlocked = view.desk?.blocked.some((one) => one.who === who) ?? false;
  if (!place) {
    const words = `${roleWords}. ${text(`stage.state.${waitingWords(person)}`)}`;
    const acts: StageAct[] = isBlocked || !isHere ? [] : ['bring', 'block'];
    return { who, icon: isHere ? 'jam' : 'orang', title, words, acts };
  }
  const isShown = view.shown === who;
  const notes = [
    text(`stage.state.${isShown ? 'shown' : 'onStage'}`),
    ...(place.muted ? [text('stage.state.muted')] : []),
    ...(isHere ? [] : [text('stage.state.gone')]),
  ];
  const isHeard = role !== 'interpreter';
  const acts: StageAct[] = [
    ...(isHeard && !isShown ? (['show'] as const) : []),
    ...(isHeard ? [place.muted ? ('unmute' as const) : ('mute' as const)] : []),
    'send-back',
    'remove',
  ];
  return {
    who,
    icon: place.muted ? 'mikx' : isHeard ? 'mik' : 'tangan',
    title,
    words: `${roleWords}. ${notes.join(', ')}`,
    acts,
  };
}

const nameOf = ({ title, place }: { title: string; place: string }): string =>
  [title, place].filter(Boolean).join(', ');

/** Whose turn is closed, and how it is opened again. */
export const blockedRows = ({ blocked }: StageDesk): StageRow[] =>
  blocked.map((one) => ({
    who: one.who,
    icon: 'silang',
    title: nameOf(one),
    words: '',
    acts: ['unblock'],
  }));

/** Who has the floor, then the hands in their order. */
export function floorRows(view: StageView): StageRow[] {
  const { floor, desk, hands } = view;
  const holder: StageRow[] = floor
    ? [
        {
          who: floor.who,
          icon: floor.muted ? 'mikx' : 'mik',
          title: nameOf(floor),
          words: text('stage.state.floor'),
          acts: [floor.muted ? 'unmute' : 'mute', 'end', 'remove', 'block'],
        },
      ]
    : [];
  const queue = desk?.queue ?? [];
  const waiting = queue.map((hand): StageRow => {
    const words = text('stage.state.hand', { time: wibTime(hand.at) });
    const acts: StageAct[] = ['give', 'dismiss', 'block'];
    return { who: hand.who, icon: 'tangan', title: nameOf(hand), words, acts };
  });
  const rest = hands - queue.length;
  const more: StageRow[] =
    rest > 0
      ? [
          {
            who: '',
            icon: 'tangan',
            title: text('stage.more', { count: rest }),
            words: '',
            acts: [],
          },
        ]
      : [];
  return [...holder, ...waiting, ...more];
}
