// LiveKit dies in the middle of a session: everybody knows within five seconds, it comes back by
// itself, and the test picture with it.

import { readFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { RoomEvent } from '@livekit/rtc-node';
import { expect } from 'chai';
import { startLivekit } from '../../server/embedded/livekit.ts';
import {
  cacheDir,
  killHard,
  rememberingReport,
  startScript,
  temporaryFolder,
} from '../embedded/support.ts';
import { join, reached, readFrames, startLivestreamBench, videoTrack } from './support.ts';

/** The process id of the bench's own LiveKit server. */
async function livekitPid(dataDir: string): Promise<number> {
  return JSON.parse(await readFile(joinPath(dataDir, 'run', 'livekit-pid.json'), 'utf8')).pid;
}

describe('outage of the media engine', function () {
  this.timeout(60_000);

  it('is known within five seconds, refuses access, and heals with its test picture', async () => {
    const bench = await startLivestreamBench();
    try {
      await bench.livestream.startTestPresenter('s');
      const down = reached(bench.engine, 'down');
      process.kill(await livekitPid(bench.dataDir), 'SIGKILL');
      expect(await down).to.be.below(5000);
      expect(bench.livestream.status().reason).to.be.a('string');
      const request = { role: 'viewer', sessionId: 's', identity: 'v1' } as const;
      expect(await bench.livestream.access(request)).to.equal(undefined);
      await reached(bench.engine, 'ready');
      const room = await join(await bench.livestream.access(request));
      expect((await readFrames(await videoTrack(room), 3)).length).to.equal(3);
      await room.disconnect();
    } finally {
      await bench.stop();
    }
  });

  it('takes the test picture away when the server itself was killed', async () => {
    const folder = await temporaryFolder();
    const { child, line } = await startScript('../livestream/presenter-child.ts', [folder.dir]);
    const room = await join(JSON.parse(line));
    await readFrames(await videoTrack(room), 1);
    const gone = new Promise((resolve) => room.once(RoomEvent.ParticipantDisconnected, resolve));
    await killHard(child);
    await gone;
    await room.disconnect();
    const engine = startLivekit({
      publicUrl: 'http://localhost:3000',
      host: '127.0.0.1',
      dataDir: folder.dir,
      cacheDir,
      report: rememberingReport(),
    });
    await reached(engine, 'ready');
    await engine.stop();
    await folder.remove();
  });

  it('tells when a stopped process does not answer', async () => {
    const bench = await startLivestreamBench();
    const pid = await livekitPid(bench.dataDir);
    try {
      const down = reached(bench.engine, 'down');
      process.kill(pid, 'SIGSTOP');
      expect(await down).to.be.below(5000);
      process.kill(pid, 'SIGCONT');
      await reached(bench.engine, 'ready');
    } finally {
      await bench.stop();
    }
  });

  it('is unavailable with a reason where nothing can be fetched, and access is refused', async () => {
    const folder = await temporaryFolder();
    const report = rememberingReport();
    const engine = startLivekit({
      publicUrl: 'http://localhost:3000',
      host: '127.0.0.1',
      dataDir: folder.dir,
      cacheDir: joinPath(folder.dir, 'cache'),
      report,
      env: { PATH: '/nonexistent' },
      releases: 'http://127.0.0.1:9/none',
      goPlaces: [],
    });
    expect(engine.status().state).to.equal('preparing');
    await reached(engine, 'unavailable');
    expect(engine.status().reason).to.include('Go tidak terpasang');
    expect(report.lines.join('\n')).to.include('layanan lain tetap berjalan');
    await engine.stop();
    await folder.remove();
  });

  it('follows a configured server, and says when its keys are refused', async () => {
    const bench = await startLivestreamBench();
    const connection = bench.engine.connection();
    if (!connection) throw new Error('no connection');
    const shared = {
      url: connection.apiUrl.replace('http', 'ws'),
      apiKey: connection.apiKey,
      publicUrl: 'http://localhost:3000',
      host: '127.0.0.1',
      dataDir: bench.dataDir,
      cacheDir,
      report: rememberingReport(),
    };
    const good = startLivekit({ ...shared, apiSecret: connection.apiSecret });
    await reached(good, 'ready');
    await good.stop();
    const bad = startLivekit({ ...shared, apiSecret: 'x'.repeat(43) });
    await reached(bad, 'unavailable');
    expect(bad.status().reason).to.include('LIVEKIT_API_SECRET').and.not.include('xxx');
    await bad.stop();
    await bench.stop();
  });
});
