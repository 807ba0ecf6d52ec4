// Which addresses the media engine uses, from the site's own.

import type { NetworkInterfaceInfo } from 'node:os';
import { expect } from 'chai';
import { planNetwork, portsAdvice } from '../../server/embedded/livekit-network.ts';
import { findSum } from '../../server/embedded/livekit-release.ts';
import { createTerminalReport } from '../../server/embedded/report.ts';

const lan = (address: string): NetworkInterfaceInfo => ({
  address,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:01',
  internal: false,
  cidr: null,
});
const interfaces = { lan: [lan('192.168.7.20')], other: [lan('10.0.0.5')] };
const plan = (publicUrl: string, host: string, resolved?: string) =>
  planNetwork({ publicUrl, host, interfaces, resolved });

describe('addresses of the media engine', () => {
  it('stay on loopback for a trial on one machine', () => {
    for (const site of ['http://localhost:3000', 'http://127.0.0.1:3000']) {
      const local = plan(site, '127.0.0.1');
      expect(local).to.include({ isLocal: true, nodeIp: '127.0.0.1' });
      expect(local.bindAddresses).to.deep.equal(['127.0.0.1']);
      expect(local.advice).to.equal(undefined);
    }
    expect(plan('http://localhost:3000', '127.0.0.1').clientUrl(7880)).to.equal(
      'ws://localhost:7880',
    );
  });

  it('follow PUBLIC_URL on a local network, and say that speaking needs HTTPS', () => {
    const site = plan('http://10.0.0.5:3000', '0.0.0.0');
    expect(site).to.include({ isLocal: false, nodeIp: '10.0.0.5', mediaIp: '10.0.0.5' });
    expect(site.bindAddresses).to.deep.equal(['10.0.0.5', '127.0.0.1']);
    expect(site.clientUrl(7880)).to.equal('ws://10.0.0.5:7880');
    expect(site.advice)
      .to.include('HTTPS')
      .and.include('nginx')
      .and.include('http://10.0.0.5:3000');
  });

  it('follow HOST when PUBLIC_URL is a name, and the first network address otherwise', () => {
    expect(plan('http://ikrar.test', '10.0.0.5').nodeIp).to.equal('10.0.0.5');
    expect(plan('http://ikrar.test', '0.0.0.0').nodeIp).to.equal('192.168.7.20');
    expect(plan('http://ikrar.test', '0.0.0.0', '10.0.0.5').nodeIp).to.equal('10.0.0.5');
  });

  it('go through the TLS proxy under https, behind whatever address the router has', () => {
    const site = plan('https://ikrar.test', '127.0.0.1', '203.0.113.9');
    expect(site.clientUrl(7880)).to.equal('wss://ikrar.test/livekit');
    expect(site.nodeIp).to.equal('203.0.113.9');
    expect(site.mediaIp, 'one of our own').to.be.oneOf(['10.0.0.5', '192.168.7.20']);
    expect(site.bindAddresses).to.deep.equal(['0.0.0.0']);
    expect(site.advice).to.equal(undefined);
  });
});

describe('ports that others have to let through', () => {
  const ports = { port: 20_001, tcpPort: 20_002, udpPort: 20_003 };

  it('are the three of the engine, or two and a path of the TLS proxy', () => {
    expect(portsAdvice('http://10.0.0.5:3000', ports)).to.match(/UDP 20003.*TCP 20002.*TCP 20001/);
    const proxied = portsAdvice('https://ikrar.test', ports);
    expect(proxied).to.include('https://ikrar.test/livekit/ ke http://127.0.0.1:20001/');
  });
});

describe('sums of a release', () => {
  it('are taken for exactly the file', () => {
    const sum = 'a'.repeat(64);
    const text = `${'b'.repeat(64)}  old_livekit.tar.gz\n${sum}  livekit.tar.gz\n`;
    expect(findSum(text, 'livekit.tar.gz')).to.equal(sum);
    expect(findSum(text, 'kit.tar.gz')).to.equal(undefined);
    expect(findSum('short  livekit.tar.gz', 'livekit.tar.gz')).to.equal(undefined);
  });
});

describe('report at the terminal', () => {
  it('prints a step that lasts, with its end, and nothing for a quick one', async () => {
    const lines: string[] = [];
    let heard = () => {};
    const printed = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const write = (line: string) => {
      lines.push(line);
      heard();
    };
    const report = createTerminalReport({ write, patienceMs: 1 });
    report.step('mengunduh');
    await printed;
    report.done('terunduh');
    expect(lines).to.deep.equal(['  … mengunduh', '  ✓ terunduh']);
    const quick = createTerminalReport({ write: (line) => lines.push(line), patienceMs: 60_000 });
    quick.step('cepat');
    quick.done('selesai');
    expect(lines).to.have.length(2);
    quick.warn('perhatian');
    expect(lines.at(-1)).to.equal('  ! perhatian');
  });
});
