// What can be an emblem: a PNG that is whole, of a size that can be shown, and nothing beside it.
import { expect } from 'chai';
import { type Picture, readEmblem } from '../../server/campaign-office/png-rules.ts';
import { chunk, pngOf } from './png-maker.ts';

const taken = (bytes: Buffer): Picture => {
  const read = readEmblem(bytes);
  if (typeof read === 'string') throw new Error(read);
  return read;
};

describe('the picture of an emblem', () => {
  it('is taken with its size, in colour with or without opacity or grey', () => {
    for (const colour of [0, 2, 6]) {
      const bytes = pngOf({ width: 96, height: 200, colour });
      expect(taken(bytes)).to.deep.equal({ bytes, width: 96, height: 200 });
    }
  });

  it('is packed anew: texts, places and what follows its end are gone', () => {
    const text = chunk('tEXt', Buffer.from('Comment\0rahasia'));
    const more = [text, chunk('eXIf', Buffer.from('lokasi'))];
    const dirty = Buffer.concat([pngOf({ more }), Buffer.from('<script>')]);
    expect(taken(dirty).bytes.equals(pngOf())).to.equal(true);
  });

  it('is refused with the reason', () => {
    const broken = pngOf();
    broken[40] = (broken[40] ?? 0) ^ 1;
    const wrong: [string, Buffer][] = [
      ['none', Buffer.alloc(0)],
      ['type', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['type', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
      ['large', Buffer.concat([pngOf(), Buffer.alloc(60_000)])],
      ['side', pngOf({ width: 95 })],
      ['side', pngOf({ height: 1_025 })],
      ['interlaced', pngOf({ interlaced: true })],
      ['broken', broken],
      ['broken', pngOf().subarray(0, -6)],
      ['broken', pngOf({ colour: 3 })],
      ['broken', pngOf({ colour: 5 })],
    ];
    for (const [reason, bytes] of wrong) expect(readEmblem(bytes), reason).to.equal(reason);
  });

  it('holds as many pixels as it says: a bomb is not unpacked', () => {
    expect(readEmblem(pngOf({ pixels: 40_000_000 }))).to.equal('broken');
    expect(readEmblem(pngOf({ pixels: 100 }))).to.equal('broken');
  });
});
