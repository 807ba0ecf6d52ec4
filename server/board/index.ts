// The board domain: 270 regions as a projection of presence and signatures.

export { type BoardSources, phaseOf } from './board-loader.ts';
export { presentBoard } from './board-presenter.ts';
export { boardRow } from './board-rules.ts';
export { type BoardFlush, type Boards, createBoards } from './board-service.ts';
