// A stand-in for LiveKit with Egress: speaks the documented Twirp protocol (JSON) of livekit.Egress
// with its tokens checked, and can be told to refuse, to talk rubbish, or never to end.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TokenVerifier } from 'livekit-server-sdk';

export const KEYS = { apiKey: 'APIuji', apiSecret: 'rahasia-uji-rahasia-uji-rahasia-uji' };

export type Manner = 'good' | 'refuse' | 'rubbish' | 'html' | 'nameless' | 'hang';

/** As Egress keeps it; protobuf's JSON, in the field names that the Go server sends. */
interface Item {
  egress_id: string;
  room_name: string;
  status: string;
  started_at: string;
  error: string;
  file_results: object[];
}

interface Asked {
  roomName?: string;
  egressId?: string;
  layout?: string;
  file?: { filepath?: string };
  fileOutputs?: { filepath?: string }[];
}

export interface StandIn {
  url: string;
  items: Item[];
  calls: { method: string; body: Asked }[];
  /** How it answers from now on; by method, or all alike. */
  manner: { start: Manner; stop: Manner; list: Manner };
  end(egress: string, status: 'EGRESS_COMPLETE' | 'EGRESS_FAILED', error?: string): void;
  stop(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<Asked> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
};

const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

/** Twirp's form of a refusal. */
const refuse = (response: ServerResponse, status: number, code: string, msg: string): void =>
  sendJson(response, status, { code, msg });

const mayRecord = async (request: IncomingMessage): Promise<boolean> => {
  const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  const verifier = new TokenVerifier(KEYS.apiKey, KEYS.apiSecret);
  const claims = await verifier.verify(token).catch(() => undefined);
  return claims?.video?.roomRecord === true;
};

/** Starts it on a free port of loopback. */
export async function startEgressStandIn(): Promise<StandIn> {
  const items: Item[] = [];
  const calls: StandIn['calls'] = [];
  const manner: StandIn['manner'] = { start: 'good', stop: 'good', list: 'good' };

  const methods: Record<string, (asked: Asked) => unknown> = {
    StartRoomCompositeEgress({ roomName = '' }) {
      const item: Item = {
        egress_id: `EG_${items.length + 1}`,
        room_name: roomName,
        status: 'EGRESS_STARTING',
        started_at: String(BigInt(Date.now()) * 1_000_000n),
        error: '',
        file_results: [],
      };
      items.push(item);
      return manner.start === 'nameless' ? { ...item, egress_id: '' } : item;
    },
    StopEgress({ egressId }) {
      const item = items.find((one) => one.egress_id === egressId);
      if (item) item.status = 'EGRESS_ENDING';
      return item;
    },
    ListEgress: ({ roomName }) => ({
      items: items.filter((one) => one.room_name === roomName),
    }),
  };
  const mannerOf = (method: string): Manner => {
    if (method === 'ListEgress') return manner.list;
    return method === 'StopEgress' ? manner.stop : manner.start;
  };

  const egress = async (method: string, request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request);
    if (!(await mayRecord(request))) {
      return refuse(response, 401, 'unauthenticated', 'permissions denied');
    }
    calls.push({ method, body });
    const way = mannerOf(method);
    // It does what it was asked for, and says nothing.
    if (way === 'hang') return methods[method]?.(body);
    if (way === 'refuse')
      return refuse(response, 412, 'failed_precondition', 'egress not connected');
    if (way === 'rubbish')
      return sendJson(response, 200, { status: 'EGRESS_UNHEARD_OF', items: 7 });
    if (way === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' });
      return response.end('<h1>Selamat datang</h1>');
    }
    const answer = methods[method]?.(body);
    if (!answer) return refuse(response, 404, 'not_found', 'egress does not exist');
    return sendJson(response, 200, answer);
  };

  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const method = /^\/twirp\/livekit\.Egress\/(\w+)$/.exec(path)?.[1];
    if (method) void egress(method, request, response);
    else if (path === '/') response.end('OK');
    else if (path.endsWith('/ListRooms')) sendJson(response, 200, { rooms: [] });
    else refuse(response, 404, 'not_found', 'requested room does not exist');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return {
    url: `http://127.0.0.1:${port}`,
    items,
    calls,
    manner,
    end(id, status, error = '') {
      const item = items.find((one) => one.egress_id === id);
      if (!item) throw new Error(`No egress ${id}`);
      Object.assign(item, { status, error });
      if (status === 'EGRESS_COMPLETE') {
        const file = { filename: '/out/uji.mp4', location: 's3://rekaman/uji.mp4' };
        item.file_results = [{ ...file, size: '734003200', duration: '5400000000000' }];
      }
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
