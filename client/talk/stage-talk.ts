// Everything of the talk on a stage: it follows the frames by itself.
import '../styles/talk.css';
import { stageScene } from '../../server/protocol/official-screen.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import type { TalkView } from '../../server/protocol/talk.ts';
import type { LiveSocket } from '../lib/live.ts';
import { part, show } from '../realtime/dom.ts';
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

const QUESTION_PARTS = ['tanya-form', 'tanya-sendiri', 'tanya-setuju'];

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
  /** After the end the form is gone: where nothing was asked either, nothing is left to head. */
  const drawSection = () =>
    show(
      root,
      'tanya',
      QUESTION_PARTS.map((name) => part(root, name)).some((one) => one && !one.hidden),
    );
  listenToQuestions(root, socket);
  socket.on('frame', ({ talk, status }) => {
    if (status) follow(status);
    if (talk) take(talk);
    if (status || talk) drawSection();
  });
  if (before) follow(before);
  for (const talk of heard) take(talk);
  drawSection();
}
