// Everything of the talk on a stage: it follows the frames by itself.
import '../styles/talk.css';
import { stageScene } from '../../server/protocol/official-screen.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import type { TalkView } from '../../server/protocol/talk.ts';
import type { LiveSocket } from '../lib/live.ts';
import { show } from '../realtime/dom.ts';
import { createCaptionList } from './captions-part.ts';
import { drawQuestions, listenToQuestions } from './questions-part.ts';
import { startReactions } from './reactions-part.ts';

export interface TalkPlace {
  root: HTMLElement;
  socket: LiveSocket;
  /** What frames have brought so far. */
  heard: readonly TalkView[];
  status: SessionStatus | undefined;
}

/** Wires the parts that `root` holds; a shared screen has no form and no reactions. */
export function startTalk({ root, socket, heard, status: before }: TalkPlace): void {
  const captions = createCaptionList(root, () => root.dataset.sambungan === 'text');
  const reactions = startReactions(root, socket);
  const take = (talk: TalkView): void => {
    if (talk.captions) captions.add(talk.captions);
    if (talk.reactions) reactions.add(talk.reactions);
    drawQuestions(root, talk);
  };
  const follow = (status: SessionStatus): void => {
    const scene = stageScene(status);
    show(root, 'reaksi', scene === 'live');
    show(root, 'tanya-form', scene !== 'ended');
  };
  listenToQuestions(root, socket);
  socket.on('frame', ({ talk, status }) => {
    if (status) follow(status);
    if (talk) take(talk);
  });
  if (before) follow(before);
  for (const talk of heard) take(talk);
  show(root, 'tanya', true);
}
