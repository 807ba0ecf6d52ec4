// What a viewer's join answer contains with a thousand hidden participants in the room: the thousand
// join by signalling only, over LiveKit's own WebSocket and protocol, on the loopback.
import { SignalResponse } from '@livekit/protocol';
import { expect } from 'chai';
import { RoomServiceClient } from 'livekit-server-sdk';
import { WebSocket } from 'ws';
import { createToken, type LivestreamRole } from '../../server/livestream/grants.ts';
import { type LivestreamBench, startLivestreamBench } from './support.ts';

const CROWD = 1_000;
const AT_ONCE = 25;
const SESSION = 'ramai';

interface Joined {
  socket: WebSocket;
  /** Bytes of the answer, and whom it names. */
  bytes: number;
  others: string[];
  /** Identity, name, metadata and attributes of all who are named, as one text. */
  said: string;
  /** Whom later messages named. */
  updated: Set<string>;
}

describe('a viewer’s join answer', function () {
  this.timeout(120_000);
  let bench: LivestreamBench;
  const joined: Joined[] = [];

  /** Joins as a browser's first message does; resolves with the engine's first answer. */
  const join = async (role: LivestreamRole, identity: string): Promise<Joined> => {
    const connection = bench.engine.connection();
    if (!connection) throw new Error('no engine');
    const token = await createToken({ ...connection, role, sessionId: SESSION, identity });
    const query = new URLSearchParams({
      access_token: token,
      ...{ protocol: '15', sdk: 'js', version: '2.23.0', auto_subscribe: '0' },
    });
    const socket = new WebSocket(`${connection.apiUrl.replace(/^http/, 'ws')}/rtc?${query}`);
    socket.binaryType = 'arraybuffer';
    const updated = new Set<string>();
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('unexpected-response', (_, { statusCode }) => reject(new Error(`${statusCode}`)));
      socket.on('message', (data: ArrayBuffer) => {
        const { message } = SignalResponse.fromBinary(new Uint8Array(data));
        if (message.case === 'update') {
          for (const { identity: other } of message.value.participants) updated.add(other);
        }
        if (message.case !== 'join') return;
        const { otherParticipants } = message.value;
        const one: Joined = {
          socket,
          updated,
          bytes: data.byteLength,
          others: otherParticipants.map((other) => other.identity),
          said: JSON.stringify(
            otherParticipants.map(({ name, metadata, attributes }) => [name, metadata, attributes]),
          ),
        };
        joined.push(one);
        resolve(one);
      });
    });
  };

  before(async function () {
    this.timeout(400_000);
    bench = await startLivestreamBench();
  });
  after(async () => {
    for (const { socket } of joined) socket.terminate();
    await bench?.stop();
  });

  it('names the stage alone, and is as short as before the thousand came', async () => {
    await join('speaker', 'm-1-pembicara.a');
    const first = await join('viewer', 'p-pertama.a');
    for (let from = 0; from < CROWD; from += AT_ONCE) {
      const some = Array.from({ length: AT_ONCE }, (_, index) => `p-${from + index}.x`);
      await Promise.all(some.map((identity) => join('viewer', identity)));
    }
    const last = await join('viewer', 'p-terakhir.a');
    const { apiUrl, apiKey, apiSecret } = bench.engine.connection() ?? {};
    const rooms = new RoomServiceClient(apiUrl ?? '', apiKey, apiSecret);
    const everybody = await rooms.listParticipants(`ikrar-${SESSION}`);
    expect(everybody).to.have.length(CROWD + 3);
    for (const { others, said } of [first, last]) {
      expect(others).to.deep.equal(['m-1-pembicara.a']);
      expect(said).to.equal(JSON.stringify([['', '', {}]]));
    }
    expect(Math.abs(last.bytes - first.bytes)).to.be.below(200);
    expect(last.bytes).to.be.below(10_000);
    expect([...first.updated].filter((identity) => identity.startsWith('p-'))).to.deep.equal([
      ...[...first.updated].filter((identity) => identity === 'p-pertama.a'),
    ]);
  });

  it('would name who is not hidden: a delegate with the floor', async () => {
    await join('delegate', 'p-bicara.a');
    const { others } = await join('viewer', 'p-lain.a');
    expect(others).to.have.members(['m-1-pembicara.a', 'p-bicara.a']);
  });
});
