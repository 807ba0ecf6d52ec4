// What has to be open for the event, as the page lists it for a local technician.
import type { EngineConnection, LivekitEngine } from '../embedded/livekit-engine.ts';

/** One thing to open; `key` names its sentence in the catalogue. */
export interface OpenPort {
  key: 'site' | 'signal' | 'udp' | 'tcp';
  protocol: 'TCP' | 'UDP';
  host: string;
  ports: string;
}

/** LiveKit's own defaults, for a server that somebody else runs. */
const USUAL = { udp: '50000-60000', tcp: '7881' };

const hostAndPort = (address: string): { host: string; port: string } => {
  const { hostname, port, protocol } = new URL(address);
  const usual = /^(https|wss):$/.test(protocol) ? '443' : '80';
  return { host: hostname, port: port || usual };
};

const mediaPorts = ({ clientUrl, media }: EngineConnection): OpenPort[] => {
  const host = media?.host ?? hostAndPort(clientUrl).host;
  const udp = media ? String(media.udpPort) : USUAL.udp;
  const tcp = media ? String(media.tcpPort) : USUAL.tcp;
  return [
    { key: 'udp', protocol: 'UDP', host, ports: udp },
    { key: 'tcp', protocol: 'TCP', host, ports: tcp },
  ];
};

/** Hosts and ports in the order of the test; media only where there is an engine. Pure. */
export function portsToOpen(
  publicUrl: string,
  connection: EngineConnection | undefined,
): OpenPort[] {
  const site = hostAndPort(publicUrl);
  const own: OpenPort = { key: 'site', protocol: 'TCP', host: site.host, ports: site.port };
  if (!connection) return [own];
  const signal = hostAndPort(connection.clientUrl);
  const isSame = signal.host === site.host && signal.port === site.port;
  return [
    own,
    ...(isSame
      ? []
      : [
          {
            key: 'signal' as const,
            protocol: 'TCP' as const,
            host: signal.host,
            ports: signal.port,
          },
        ]),
    ...mediaPorts(connection),
  ];
}

/** What the page shows before any test has run; `ports` also on paper and without a script. */
export function presentLineTest(
  publicUrl: string,
  engine: Pick<LivekitEngine, 'status' | 'connection'>,
) {
  const isOff = engine.status().state === 'unavailable';
  const connection = isOff ? undefined : engine.connection();
  const ports = portsToOpen(publicUrl, connection);
  return {
    isOff,
    /** Ports of a server that we do not run are its usual ones: its owner knows better. */
    isUsual: connection !== undefined && connection.media === undefined,
    ports,
    lines: ports.map(({ protocol, host, ports: list }) => `${protocol} ${host} ${list}`).join('\n'),
  };
}
