// Lines of a stenographer on their way: in order, one at a time, and the same line again without an answer.
import { expect } from 'chai';
import { createCaptionQueue } from '../../client/captions/caption-queue.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('lines of captions on their way', () => {
  const answers: ((result: 'ok' | 'refused' | 'none') => void)[] = [];
  const sent: { text: string; key: string }[] = [];
  const stored: string[] = [];
  const refused: string[] = [];
  let isOpen = true;
  const queue = createCaptionQueue({
    send: (line) =>
      new Promise((resolve, reject) => {
        sent.push(line);
        answers.push((result) => {
          const { text } = line;
          if (result === 'none') reject(new Error('no answer'));
          else if (result === 'refused') resolve({ ok: false, message: 'tidak' });
          else
            resolve({ ok: true, data: { line: { number: stored.length + 1, version: 1, text } } });
        });
      }),
    isOpen: () => isOpen,
    onSent: ({ text }) => stored.push(text),
    onRefused: (_, words) => refused.push(words),
    onChange: () => undefined,
  });
  const answer = async (result: 'ok' | 'refused' | 'none') => {
    answers.shift()?.(result);
    await settle();
  };

  it('go one after the other', async () => {
    for (const text of ['satu', 'dua', 'tiga']) queue.add(text);
    await settle();
    expect(sent.map(({ text }) => text)).to.deep.equal(['satu']);
    await answer('ok');
    await answer('refused');
    expect(refused).to.deep.equal(['dua']);
    expect(queue.size()).to.equal(1);
  });

  it('are sent again with their key when nobody answered, and wait for an open line', async () => {
    await answer('none');
    expect(queue.size()).to.equal(1);
    isOpen = false;
    await queue.send();
    expect(sent).to.have.length(3);
    isOpen = true;
    void queue.send();
    await settle();
    expect(sent[3]).to.deep.equal(sent[2]);
    await answer('ok');
    expect(stored).to.deep.equal(['satu', 'tiga']);
    expect(queue.size()).to.equal(0);
    expect(new Set(sent.map(({ key }) => key)).size).to.equal(3);
    for (const { key } of sent) expect(key).to.match(/^[\w-]{16,40}$/);
  });
});
