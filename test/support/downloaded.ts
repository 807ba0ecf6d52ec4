// Every byte that a page's browser receives and sends, as the browser itself counts it: answers with
// their headers as they came over the line, and the frames of WebSockets.
import type { CDPSession, Page } from 'playwright-core';

export interface Downloaded {
  /** Bytes of answers on the line, headers included. */
  http: number;
  /** Bytes of WebSocket frames in both directions, and of their handshakes. */
  sockets: number;
  /** Addresses of what was asked for, and how much came of each. */
  urls: string[];
  byUrl: Map<string, number>;
}

const FRAME_HEADER = 8;
const sizeOf = ({ opcode, payloadData }: { opcode: number; payloadData: string }): number =>
  FRAME_HEADER + Buffer.byteLength(payloadData, opcode === 1 ? 'utf8' : 'base64');

/** Counts from now on, over all documents that the page will show; its cache is emptied first. */
export async function countDownloads(page: Page): Promise<Downloaded> {
  const counted: Downloaded = { http: 0, sockets: 0, urls: [], byUrl: new Map() };
  const asked = new Map<string, string>();
  const line: CDPSession = await page.context().newCDPSession(page);
  line.on('Network.requestWillBeSent', ({ requestId, request }) => {
    counted.urls.push(request.url);
    asked.set(requestId, request.url);
  });
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    counted.http += encodedDataLength;
    const url = asked.get(requestId) ?? '';
    counted.byUrl.set(url, (counted.byUrl.get(url) ?? 0) + encodedDataLength);
  });
  line.on('Network.webSocketHandshakeResponseReceived', ({ response }) => {
    counted.sockets += response.headersText?.length ?? 200;
  });
  line.on('Network.webSocketFrameReceived', ({ response }) => {
    counted.sockets += sizeOf(response);
  });
  line.on('Network.webSocketFrameSent', ({ response }) => {
    counted.sockets += sizeOf(response);
  });
  await line.send('Network.enable');
  await line.send('Network.clearBrowserCache');
  return counted;
}
