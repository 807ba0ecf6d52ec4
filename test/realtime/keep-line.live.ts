// One attempt at a time: who clicks while the line is being opened sends no second handshake.
import { createServer } from 'node:http';
import { expect } from 'chai';
import { Server } from 'socket.io';
import { openSocket } from '../../server/rehearsal/open-socket.ts';

describe('a line that is being opened', function () {
  this.timeout(10_000);

  it('asks once, however often it is wanted meanwhile', async () => {
    const http = createServer();
    const io = new Server(http);
    const waiting: (() => void)[] = [];
    const asked = new Promise<void>((resolve) => {
      io.use((_socket, next) => {
        waiting.push(next);
        resolve();
      });
    });
    io.on('connection', (one) => one.on('board:snapshot', (_input, answer) => answer()));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const address = http.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const base = `http://127.0.0.1:${port}`;
    const socket = openSocket({ base, auth: { page: 'board' }, cookie: '' });
    try {
      const connected = new Promise<void>((resolve) => socket.once('connect', resolve));
      socket.connect();
      await asked;
      socket.connect();
      socket.open();
      for (const letIn of waiting) letIn();
      await connected;
      // Packets of a line are read in order: a second handshake has been read by this answer.
      await socket.timeout(5_000).emitWithAck('board:snapshot', {});
      expect(waiting).to.have.length(1);
      // And after it has ended, the next attempt is free again.
      socket.disconnect();
      socket.connect();
      await new Promise<void>((resolve) => io.engine.once('connection', () => resolve()));
    } finally {
      socket.disconnect();
      await io.close();
    }
  });
});
