// What is remembered of checked-in officials, and that nobody is found whose right has ended.
import { expect } from 'chai';
import type { OfficialToken } from '../../server/http/visitor.ts';
import { createHolderMemory, type Registration } from '../../server/registrations/index.ts';

const token = (registration: string, generation = 1): OfficialToken => ({
  registration,
  session: 's',
  region: '33.24',
  generation,
});
/** As much of a registration as the memory looks at. */
const person = (id: string, generation = 1, checkedInAt: Date | null = new Date(0)) =>
  ({ _id: id, generation, checkedInAt, active: true }) as Registration;

const world = (options: { max?: number } = {}) => {
  const stored = new Map<string, Registration>();
  let told = true;
  let reads = 0;
  let whileReading: () => void = () => undefined;
  const memory = createHolderMemory({
    async read({ registration, generation }) {
      reads += 1;
      const found = stored.get(registration);
      whileReading();
      return found?.generation === generation ? found : undefined;
    },
    isTold: () => told,
    ...options,
  });
  return {
    memory,
    stored,
    reads: () => reads,
    setTold: (value: boolean) => {
      told = value;
    },
    whileReading: (act: () => void) => {
      whileReading = act;
    },
  };
};

describe('the memory of who has checked in', () => {
  it('reads once, then finds without reading', async () => {
    const { memory, stored, reads } = world();
    stored.set('a', person('a'));
    await memory.read(token('a'));
    for (let turn = 0; turn < 3; turn += 1)
      expect(await memory.find(token('a'))).to.include({ _id: 'a' });
    expect(reads()).to.equal(1);
  });

  it('finds nobody by a token of another generation', async () => {
    const { memory, stored } = world();
    stored.set('a', person('a', 2));
    await memory.read(token('a', 2));
    expect(await memory.find(token('a', 1))).to.equal(undefined);
  });

  it('forgets at once whose right ended, and says so of who was found before', async () => {
    const { memory, stored } = world();
    stored.set('a', person('a'));
    await memory.read(token('a'));
    const mark = memory.mark();
    await memory.find(token('a'));
    expect(memory.hasEndedSince(mark, 'a')).to.equal(false);
    stored.delete('a');
    memory.end('a');
    expect(memory.hasEndedSince(mark, 'a')).to.equal(true);
    expect(memory.hasEndedSince(memory.mark(), 'a')).to.equal(false);
    expect(await memory.find(token('a'))).to.equal(undefined);
  });

  it('remembers nothing that ended while it was being read', async () => {
    const { memory, stored, whileReading } = world();
    stored.set('a', person('a'));
    whileReading(() => {
      stored.delete('a');
      memory.end('a');
    });
    await memory.read(token('a'));
    whileReading(() => undefined);
    expect(await memory.find(token('a'))).to.equal(undefined);
  });

  it('remembers nothing while the stream of changes is away, and nothing from before', async () => {
    const { memory, stored, setTold } = world();
    stored.set('a', person('a'));
    await memory.read(token('a'));
    const mark = memory.mark();
    setTold(false);
    stored.delete('a');
    expect(await memory.find(token('a'))).to.equal(undefined);
    memory.clear();
    setTold(true);
    expect(await memory.find(token('a'))).to.equal(undefined);
    expect(memory.hasEndedSince(mark, 'a'), 'found before it was away').to.equal(true);
  });

  it('does not remember who has yet to check in, and no more than it may', async () => {
    const { memory, stored, reads } = world({ max: 2 });
    stored.set('early', person('early', 1, null));
    for (const id of ['a', 'b', 'c']) stored.set(id, person(id));
    for (const id of ['early', 'a', 'b', 'c']) await memory.read(token(id));
    const before = reads();
    await memory.find(token('c'));
    await memory.find(token('b'));
    expect(reads()).to.equal(before);
    await memory.find(token('early'));
    await memory.find(token('a'));
    expect(reads()).to.equal(before + 2);
  });
});
