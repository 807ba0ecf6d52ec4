// A restless rehearsal: lines break, people leave and come back, use two devices, go for good;
// afterwards the server's minutes are those of everybody's own journal.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { createServerProcess, runCommand, type ServerProcess } from '../support/server-process.ts';

const OFFICIALS = 150;
/** Longer than the 30 seconds that are no gap, so that some really miss something. */
const STAY_S = 48;
const outcomeSchema = z.object({
  table: z.object({
    arrived: z.int(),
    signed: z.int(),
    lost: z.int(),
    boardP99Ms: z.number(),
    minutes: z.object({
      compared: z.int(),
      different: z.int(),
      overASecond: z.int(),
      largest: z.number(),
    }),
  }),
  journal: z.array(z.object({ habit: z.string(), connections: z.array(z.unknown()) })),
});

describe('a restless rehearsal', function () {
  this.timeout(180_000);
  let server: ServerProcess;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ikrar-restless-'));
    server = await createServerProcess();
    await server.start();
  });
  after(async () => {
    await server.clean();
    await rm(folder, { recursive: true, force: true });
  });

  it('loses nobody, and everybody has the minutes that they know of', async () => {
    const file = join(folder, 'outcome.json');
    const options = ['--officials', `${OFFICIALS}`, '--seconds', '5', '--stay', `${STAY_S}`];
    const { code, output } = await runCommand(
      [
        'server/cli/rehearse.ts',
        '--url',
        server.url,
        ...options,
        '--restless',
        '--sign',
        '--json',
        file,
      ],
      { DATA_DIR: server.dataDir },
    );
    expect(code, output).to.equal(0);
    expect(output).to.match(/differing by more than a second plus the lease\s+0\n/);
    expect(output).to.match(/board p99\s+\d+ ms/);
    const { table, journal } = outcomeSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    const having = (habit: string) => journal.filter((one) => one.habit === habit);
    for (const habit of ['breaks', 'leaves', 'devices', 'goes']) {
      expect(having(habit), habit).to.not.have.length(0);
    }
    expect(table).to.include({ arrived: OFFICIALS, lost: 0 });
    expect(table.signed).to.equal(OFFICIALS - having('goes').length);
    expect(table.minutes).to.include({ compared: OFFICIALS, different: 0 });
    expect(journal.filter(({ connections }) => connections.length > 1)).to.have.length(
      OFFICIALS - having('stays').length - having('goes').length,
    );
  });
});
