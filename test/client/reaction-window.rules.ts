// The figures beside the reactions: those of the last ten seconds, and none before or after.
import { expect } from 'chai';
import { createReactionWindow } from '../../client/talk/reactions-part.ts';

describe('figures of reactions', () => {
  it('add up what was heard in the last ten seconds', () => {
    const figures = createReactionWindow();
    const tapped = (applause: number) => ({ applause, agree: 1, thanks: 0 });
    expect(figures.sum(0)).to.deep.equal({ applause: 0, agree: 0, thanks: 0 });
    figures.add(tapped(3), 1_000);
    figures.add(tapped(4), 6_000);
    expect(figures.sum(6_000)).to.deep.equal({ applause: 7, agree: 2, thanks: 0 });
    expect(figures.sum(11_000)).to.deep.equal({ applause: 4, agree: 1, thanks: 0 });
    expect(figures.sum(16_000)).to.deep.equal({ applause: 0, agree: 0, thanks: 0 });
  });
});
