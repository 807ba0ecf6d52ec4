// The test card's planes, and the pauses between a viewer's attempts to come back.
import { expect } from 'chai';
import { MediaError, toMediaError } from '../../client/media/errors.ts';
import { createTestCard } from '../../server/livestream/test-card.ts';
import { pauseBefore } from '../../server/protocol/back-off.ts';

describe('test card', () => {
  it('is one I420 frame with an ink ground, paper petals, and the same on both sides', () => {
    const { data, width, height } = createTestCard(320, 180);
    expect(data.length).to.equal((320 * 180 * 3) / 2);
    const luma = (x: number, y: number) => data[y * width + x] ?? 0;
    expect(luma(2, 2)).to.be.below(60);
    const petal = luma(width / 2 - 26, Math.round(height * 0.46) - 26);
    expect(petal).to.be.above(180);
    expect(luma(width / 2 + 26, Math.round(height * 0.46) - 26)).to.equal(petal);
  });

  it('moves its bar with every frame, and nothing else', () => {
    const card = createTestCard(1280, 720);
    const before = card.data.slice();
    card.advance(1);
    const changed = [...card.data.keys()].filter((i) => card.data[i] !== before[i]);
    expect(changed.length).to.be.above(0);
    const rows = new Set(changed.map((i) => Math.floor(i / 1280)));
    expect([...rows].every((row) => row >= 660 && row < 670)).to.equal(true);
    for (const frame of [7, 139, 140, 5000]) card.advance(frame);
    expect(card.data.length).to.equal(before.length);
  });
});

describe('pauses between attempts', () => {
  it('grow to a limit, and are spread', () => {
    const longest = [0, 1, 2, 3, 4, 9, 100].map((n) => pauseBefore(n, () => 1));
    expect(longest).to.deep.equal([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    expect(pauseBefore(3, () => 0)).to.equal(2400);
  });
});

describe('problems of camera and microphone', () => {
  it('have a kind that the page has a text for', () => {
    const kindOf = (name: string) => toMediaError(new DOMException('', name)).problem;
    expect(kindOf('NotAllowedError')).to.equal('refused');
    expect(kindOf('NotFoundError')).to.equal('not-found');
    expect(kindOf('NotReadableError')).to.equal('busy');
    expect(kindOf('SomethingNew')).to.equal('unknown');
    expect(toMediaError('text').problem).to.equal('unknown');
    const own = new MediaError('insecure');
    expect(toMediaError(own)).to.equal(own);
  });
});
