// Every byte that a page's browser receives and sends, as the browser itself counts it: answers with
// their headers as they came over the line, and the frames of WebSockets.
import type { CDPSession, Page } from 'playwright-core';

export interface Downloaded {
  /** Bytes of answers on the line, headers included. */
  http: number;
  /** Bytes of WebSocket frames in both directions, and of their handshakes. */
  sockets: number;
  /** Addresses of what was loaded. */
  urls: string[];
}

const FRAME_HEADER = 8;
const sizeOf = ({ opcode, payloadData }: { opcode: number; payloadData: string }): number =>
  FRAME_HEADER + Buffer.byteLength(payloadData, opcode === 1 ? 'utf8' : 'base64');

/** Counts from now on, over all documents that the page will show; its cache is emptied first. */
export async function countDownloads(page: Page): Promise<Downloaded> {
  const counted: Downloaded = { http: 0, sockets: 0, urls: [] };
  const line: CDPSession = await page.context().newCDPSession(page);
  line.on('Network.requestWillBeSent', ({ request }) => counted.urls.push(request.url));
  line.on('Network.loadingFinished', ({ encodedDataLength }) => {
    counted.http += encodedDataLength;
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
