// The broadcast over a real LiveKit server: what tokens allow, and frames that arrive or don't.
import {
  AudioFrame,
  AudioSource,
  LocalAudioTrack,
  type Room,
  TrackPublishOptions,
  TrackSource,
} from '@livekit/rtc-node';
import { expect } from 'chai';
import { TokenVerifier } from 'livekit-server-sdk';
import {
  join,
  type LivestreamBench,
  readFrames,
  startLivestreamBench,
  videoTrack,
} from './support.ts';

const person = (role: 'viewer' | 'reader' | 'speaker', sessionId: string, identity: string) => ({
  role,
  sessionId,
  identity,
});

/** Publishes a silent microphone; resolves with the track's id, rejects when refused. */
async function publishMicrophone(room: Room): Promise<string | undefined> {
  const source = new AudioSource(48_000, 1);
  const track = LocalAudioTrack.createAudioTrack('uji', source);
  const options = new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE });
  const published = await room.localParticipant?.publishTrack(track, options);
  await source.captureFrame(AudioFrame.create(48_000, 1, 480));
  return published?.sid;
}

describe('broadcast over a real LiveKit server', function () {
  this.timeout(60_000);
  let bench: LivestreamBench;
  const rooms: Room[] = [];
  const enter = async (role: 'viewer' | 'reader', sessionId: string, identity: string) => {
    const room = await join(await bench.livestream.access(person(role, sessionId, identity)));
    rooms.push(room);
    return room;
  };
  before(async () => {
    bench = await startLivestreamBench(2);
  });
  afterEach(async () => {
    for (const room of rooms.splice(0)) await room.disconnect();
  });
  after(async () => {
    await bench.stop();
  });

  it('gives a viewer a token for this room only, with its end', async () => {
    const access = await bench.livestream.access(person('viewer', 'a', 'v1'));
    const connection = bench.engine.connection();
    if (!access || !connection) throw new Error('no access');
    const verifier = new TokenVerifier(connection.apiKey, connection.apiSecret);
    const claims = await verifier.verify(access.token);
    expect(claims.video).to.include({ room: 'ikrar-a', hidden: true, canPublish: false });
    const seconds = (claims.exp ?? 0) - access.expiresAt.getTime() / 1000;
    expect(seconds).to.be.within(-2, 2);
    expect(access.url).to.match(/^ws:\/\/localhost:\d+$/);
  });

  it('refuses what a viewer publishes, and takes the same from the reader', async () => {
    const viewer = await enter('viewer', 'b', 'v1');
    const refused = await publishMicrophone(viewer).then(
      () => 'published',
      () => 'refused',
    );
    expect(refused).to.equal('refused');
    const reader = await enter('reader', 'b', 'r1');
    expect(await publishMicrophone(reader)).to.match(/^TR_/);
  });

  it('shows the test picture to a viewer, hides the viewer, and is silent in another room', async () => {
    const elsewhere = await enter('viewer', 'd', 'v2');
    let strayTracks = 0;
    elsewhere.on('trackSubscribed', () => {
      strayTracks += 1;
    });
    const viewer = await enter('viewer', 'c', 'v1');
    await bench.livestream.startTestPresenter('c');
    expect(bench.livestream.testPresenterRunning('c')).to.equal(true);
    const frames = await readFrames(await videoTrack(viewer), 12);
    expect(frames).to.have.length(12);
    expect(frames.map(({ frame }) => frame.width)).to.satisfy((w: number[]) =>
      w.every((n) => n > 0),
    );
    expect([...viewer.remoteParticipants.keys()]).to.deep.equal(['penyaji-uji']);
    expect(strayTracks).to.equal(0);
    expect(elsewhere.remoteParticipants.size).to.equal(0);
    await bench.livestream.stopTestPresenter('c');
    expect(bench.livestream.testPresenterRunning('c')).to.equal(false);
  });

  it('lets one person watch on two devices, as one viewer', async () => {
    const first = await enter('viewer', 'g', 'v1');
    const second = await enter('viewer', 'g', 'v1');
    await bench.livestream.startTestPresenter('g');
    await readFrames(await videoTrack(first), 2);
    await readFrames(await videoTrack(second), 2);
    expect(await bench.livestream.viewers('g')).to.equal(1);
    await bench.livestream.stopTestPresenter('g');
  });

  it('takes the test picture away when it is stopped', async () => {
    const viewer = await enter('viewer', 'e', 'v1');
    await bench.livestream.startTestPresenter('e');
    await videoTrack(viewer);
    const gone = new Promise((resolve) => viewer.once('participantDisconnected', resolve));
    await bench.livestream.stopTestPresenter('e');
    await gone;
    expect(viewer.remoteParticipants.size).to.equal(0);
  });

  it('refuses the viewer beyond the cap, and no one on stage', async () => {
    await enter('viewer', 'f', 'v1');
    await enter('viewer', 'f', 'v2');
    expect(await bench.livestream.access(person('viewer', 'f', 'v3'))).to.equal(undefined);
    expect(await bench.livestream.access(person('viewer', 'f', 'v1'))).to.not.equal(undefined);
    expect(await bench.livestream.access(person('reader', 'f', 'r1'))).to.not.equal(undefined);
    expect(await bench.livestream.viewers('f')).to.equal(2);
  });
});
