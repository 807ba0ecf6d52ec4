// What the connection test's findings mean, and what it lists for a technician.
import { expect } from 'chai';
import { portsToOpen } from '../../server/line-test/line-test-presenter.ts';
import { type LineFindings, outcomeOf, verdictOf } from '../../server/protocol/line-test.ts';

const ALL: LineFindings = { socket: 'websocket', signal: true, udp: true, tcp: true, speed: 20 };
const KEYS = { apiUrl: 'http://127.0.0.1:7880', apiKey: 'k', apiSecret: 's' };

describe('findings of the connection test', () => {
  it('lead to video, sound or text, the worst part deciding', () => {
    const cases: [Partial<LineFindings>, string][] = [
      [{}, 'video'],
      [{ udp: false }, 'video'],
      [{ tcp: false }, 'video'],
      [{ socket: 'polling' }, 'video'],
      [{ speed: 0.8 }, 'audio'],
      [{ speed: 0.05 }, 'text'],
      [{ speed: undefined }, 'text'],
      [{ udp: false, tcp: false }, 'text'],
      [{ signal: false, udp: false, tcp: false }, 'text'],
      [{ signal: undefined, udp: undefined, tcp: undefined }, 'no-stream'],
      [{ socket: 'none' }, 'none'],
    ];
    for (const [change, outcome] of cases) {
      expect(outcomeOf({ ...ALL, ...change }), JSON.stringify(change)).to.equal(outcome);
    }
  });

  it('call a closed way limited while the other one is open, and blocked when neither is', () => {
    expect(verdictOf('udp', { ...ALL, udp: false })).to.equal('limited');
    expect(verdictOf('tcp', { ...ALL, tcp: false })).to.equal('limited');
    expect(verdictOf('udp', { ...ALL, udp: false, tcp: false })).to.equal('blocked');
    expect(verdictOf('signal', { ...ALL, signal: false })).to.equal('blocked');
    expect(verdictOf('signal', { socket: 'websocket' })).to.equal('skipped');
    expect(verdictOf('socket', { socket: 'polling' })).to.equal('limited');
    expect(verdictOf('speed', { ...ALL, speed: undefined })).to.equal('blocked');
  });
});

describe('ports for the technician', () => {
  it('name the site alone where there is no engine', () => {
    expect(portsToOpen('https://ikrar.example', undefined)).to.deep.equal([
      { key: 'site', protocol: 'TCP', host: 'ikrar.example', ports: '443' },
    ]);
  });

  it('name the own engine’s ports, and no second line for signalling behind the same proxy', () => {
    const media = { host: '192.0.2.7', udpPort: 7882, tcpPort: 7881 };
    const own = { ...KEYS, clientUrl: 'wss://ikrar.example/livekit', media };
    expect(portsToOpen('https://ikrar.example', own)).to.deep.equal([
      { key: 'site', protocol: 'TCP', host: 'ikrar.example', ports: '443' },
      { key: 'udp', protocol: 'UDP', host: '192.0.2.7', ports: '7882' },
      { key: 'tcp', protocol: 'TCP', host: '192.0.2.7', ports: '7881' },
    ]);
  });

  it('name the usual ports of an engine that somebody else runs', () => {
    const ports = portsToOpen('https://ikrar.example', { ...KEYS, clientUrl: 'wss://sfu.example' });
    expect(
      ports.map(({ protocol, host, ports: list }) => `${protocol} ${host} ${list}`),
    ).to.deep.equal([
      'TCP ikrar.example 443',
      'TCP sfu.example 443',
      'UDP sfu.example 50000-60000',
      'TCP sfu.example 7881',
    ]);
  });
});
