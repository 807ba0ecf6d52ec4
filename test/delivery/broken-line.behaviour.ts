// A mail's connection that ends where it hurts: a letter of which a byte was sent is never sent
// again by itself, and one of which none was sent goes over the next connection.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { createPost, type Letter, type Post } from '../../server/delivery/smtp-post.ts';

const letter = (to: string): Letter => ({
  ...{ id: 'a'.repeat(16), to, subject: 'Undangan', text: 'Uji', html: '<p>Uji', calendar: '' },
  ...{ unsubscribe: 'https://ikrar.example/api/v1/berhenti/a', secrets: [] },
});

describe('a connection to a mail server that breaks', () => {
  let server: Server;
  let post: Post;
  let sockets: Socket[] = [];
  let connections = 0;
  /** Letters that the server has in full. */
  let whole = 0;
  /** What it does when a connection comes, and when it has a letter; true: it answers as it should. */
  let onOpen: (socket: Socket) => boolean = () => true;
  let onWhole: (socket: Socket) => boolean = () => true;

  const serve = (socket: Socket) => {
    connections++;
    sockets.push(socket);
    socket.on('error', () => undefined);
    if (!onOpen(socket)) return;
    let isBody = false;
    let kept = '';
    socket.write('220 uji ESMTP\r\n');
    socket.setEncoding('utf8').on('data', (text: string) => {
      kept += text;
      for (let end = kept.indexOf('\r\n'); end >= 0; end = kept.indexOf('\r\n')) {
        const line = kept.slice(0, end);
        kept = kept.slice(end + 2);
        if (isBody && line !== '.') continue;
        if (isBody) {
          isBody = false;
          whole++;
          if (onWhole(socket)) socket.write('250 taken\r\n');
          continue;
        }
        isBody = line === 'DATA';
        socket.write(isBody ? '354 go on\r\n' : '250 uji\r\n');
      }
    });
  };

  beforeEach(async () => {
    [sockets, connections, whole] = [[], 0, 0];
    onOpen = () => true;
    onWhole = () => true;
    server = createServer(serve).listen(0, '127.0.0.1');
    await once(server, 'listening');
    // Listening on an address always gives an AddressInfo.
    const { port } = server.address() as AddressInfo;
    post = createPost({ url: `smtp://127.0.0.1:${port}`, from: 'Uji <uji@ikrar.test>' });
  });
  afterEach(async () => {
    post.stop();
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });

  it('carries one letter after the other while it holds', async () => {
    for (const to of ['a@uji.go.id', 'b@uji.go.id', 'c@uji.go.id']) {
      expect(await post.send(letter(to))).to.include({ outcome: 'sent' });
    }
    expect({ connections, whole }).to.deep.equal({ connections: 1, whole: 3 });
  });

  it('leaves it unknown after the last byte, and sends it no second time', async () => {
    expect(await post.send(letter('a@uji.go.id'))).to.include({ outcome: 'sent' });
    onWhole = (socket) => {
      socket.destroy();
      return false;
    };
    expect(await post.send(letter('b@uji.go.id'))).to.include({ outcome: 'unknown' });
    onWhole = () => true;
    expect(await post.send(letter('c@uji.go.id'))).to.include({ outcome: 'sent' });
    expect({ connections, whole }).to.deep.equal({ connections: 2, whole: 3 });
  });

  it('is made anew when the server has closed it between two letters', async () => {
    expect(await post.send(letter('a@uji.go.id'))).to.include({ outcome: 'sent' });
    for (const socket of sockets) socket.end('421 closing\r\n');
    expect(await post.send(letter('b@uji.go.id'))).to.include({ outcome: 'sent' });
    expect({ connections, whole }).to.deep.equal({ connections: 2, whole: 2 });
  });

  it('puts a letter off when the server hangs up before it says a word', async () => {
    onOpen = (socket) => {
      socket.destroy();
      return false;
    };
    expect(await post.send(letter('a@uji.go.id'))).to.include({ outcome: 'later' });
    expect(whole).to.equal(0);
  });

  it('puts a letter off when nobody listens', async () => {
    server.close();
    await once(server, 'close');
    expect(await post.send(letter('a@uji.go.id'))).to.include({ outcome: 'later' });
    server = createServer(serve).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
});
