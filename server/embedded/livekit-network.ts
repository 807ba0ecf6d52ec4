// Which addresses the embedded livekit-server uses: loopback for a trial on one machine, the
// network's address when officials join from other devices.

import { isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

export interface LivekitNetwork {
  /** True when only this machine can join. */
  isLocal: boolean;
  /** The address that browsers send media to. */
  nodeIp: string;
  /**
   * The one address of this machine that carries media. With several, each answered under the same
   * published address, and browsers of the network never connected (tried between two hosts).
   */
  mediaIp: string;
  /** Where the server listens; loopback is always among them. */
  bindAddresses: string[];
  /** What browsers connect to, before the port is known. */
  clientUrl(port: number): string;
  /** Set when a browser there can watch but not speak, with what to do. */
  advice?: string;
}

export interface NetworkFacts {
  publicUrl: string;
  host: string;
  /** `os.networkInterfaces()`. */
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>;
  /** What the public name resolves to, when it is a name. */
  resolved?: string | undefined;
}

const LOOPBACK = '127.0.0.1';

/** Whether a host of a URL means this machine only. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return (
    bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127\./.test(bare)
  );
}

/** Decides the addresses from the site's own; pure. */
export function planNetwork(facts: NetworkFacts): LivekitNetwork {
  const site = new URL(facts.publicUrl);
  const clientUrl = (port: number) =>
    // A page served over TLS may open a secure socket only: the proxy passes /livekit/ on.
    site.protocol === 'https:' ? `wss://${site.host}/livekit` : `ws://${site.hostname}:${port}`;
  if (isLoopbackHost(site.hostname)) {
    return {
      isLocal: true,
      nodeIp: LOOPBACK,
      mediaIp: LOOPBACK,
      bindAddresses: [LOOPBACK],
      clientUrl,
    };
  }
  const own = ownAddresses(facts.interfaces);
  const wished = [site.hostname, facts.resolved, facts.host].find(
    (address) =>
      address && isIP(address) === 4 && !isLoopbackHost(address) && address !== '0.0.0.0',
  );
  const nodeIp = wished ?? own[0] ?? LOOPBACK;
  // An address that is not ours is a router's: it passes packets on to whichever we have.
  const isOwn = own.includes(nodeIp);
  const bindAddresses = isOwn ? [nodeIp, LOOPBACK] : ['0.0.0.0'];
  const mediaIp = isOwn ? nodeIp : (own[0] ?? LOOPBACK);
  const plan = { isLocal: false, nodeIp, mediaIp, bindAddresses, clientUrl };
  return site.protocol === 'https:' ? plan : { ...plan, advice: speakingAdvice(site) };
}

function ownAddresses(interfaces: NetworkFacts['interfaces']): string[] {
  return Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter((each) => each.family === 'IPv4' && !each.internal)
    .map((each) => each.address);
}

function speakingAdvice(site: URL): string {
  return (
    `Peramban di ${site.origin} dapat menonton, tetapi tidak dapat berbicara: kamera dan mikrofon ` +
    'memerlukan HTTPS. Pasang proksi TLS di depan Ikrar (contoh nginx di deploy/) dan isi ' +
    'PUBLIC_URL dengan alamat https-nya.'
  );
}

/** What a firewall and a TLS proxy have to let through, for the operator; pure. */
export function portsAdvice(
  publicUrl: string,
  { port, tcpPort, udpPort }: { port: number; tcpPort: number; udpPort: number },
): string {
  const media = `Media siaran memakai UDP ${udpPort} dan TCP ${tcpPort}`;
  return publicUrl.startsWith('https:')
    ? `${media}; di proksi TLS, teruskan ${publicUrl}/livekit/ ke http://127.0.0.1:${port}/ (WebSocket).`
    : `${media}, sambungannya TCP ${port}: buka ketiganya di firewall.`;
}
