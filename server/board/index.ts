// The board domain: 270 regions as a projection of presence and signatures.

export { type BoardSources, phaseOf } from './board-loader.ts';
export { type BoardRegion, presentBoard } from './board-presenter.ts';
export { boardRow, isComplete, isSigned, type RegionSets, regionState } from './board-rules.ts';
export { type BoardFlush, type Boards, createBoards } from './board-service.ts';
