// What the embedded livekit-server is started with: keys made on first start, remembered ports,
// one configuration file that only this user can read.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type DataFolder, findJson, writePrivate } from './data-folder.ts';
import { pickTcpPort, pickUdpPort } from './free-port.ts';
import type { LivekitNetwork } from './livekit-network.ts';

const keysSchema = z.object({ apiKey: z.string().min(8), apiSecret: z.string().min(32) });
const portsSchema = z.object({
  port: z.number().int().positive(),
  tcpPort: z.number().int().positive(),
  udpPort: z.number().int().positive(),
});

export type LivekitKeys = z.infer<typeof keysSchema>;
export type LivekitPorts = z.infer<typeof portsSchema>;

/** The key and secret under DATA_DIR/keys (0600), made when missing. */
export async function loadLivekitKeys(folder: DataFolder): Promise<LivekitKeys> {
  const file = join(folder.keys, 'livekit.json');
  const known = await findJson(file, keysSchema);
  if (known) return known;
  const keys = {
    apiKey: `API${randomBytes(9).toString('hex')}`,
    apiSecret: randomBytes(32).toString('base64url'),
  };
  await writePrivate(file, JSON.stringify(keys));
  return keys;
}

/** The ports of the last start, or undefined before the first. */
export function findLivekitPorts(folder: DataFolder): Promise<LivekitPorts | undefined> {
  return findJson(join(folder.run, 'livekit-ports.json'), portsSchema);
}

/** Free ports, those of the last start first; remembered for the next. */
export async function chooseLivekitPorts(
  folder: DataFolder,
  network: LivekitNetwork,
): Promise<LivekitPorts> {
  const earlier = await findLivekitPorts(folder);
  const [host = '127.0.0.1'] = network.bindAddresses;
  const port = await pickTcpPort({ host, preferred: earlier?.port });
  let tcpPort = await pickTcpPort({ host, preferred: earlier?.tcpPort });
  while (tcpPort === port) tcpPort = await pickTcpPort({ host });
  const udpPort = await pickUdpPort({ host, preferred: earlier?.udpPort });
  const ports = { port, tcpPort, udpPort };
  await writePrivate(join(folder.run, 'livekit-ports.json'), JSON.stringify(ports));
  return ports;
}

/** The server's configuration as JSON, which is YAML too; `webhookUrl` is told who comes and goes. */
export function livekitConfig(opts: {
  network: LivekitNetwork;
  ports: LivekitPorts;
  keys: LivekitKeys;
  webhookUrl?: string | undefined;
}): string {
  const { network, ports, keys, webhookUrl } = opts;
  const config = {
    port: ports.port,
    bind_addresses: network.bindAddresses,
    keys: { [keys.apiKey]: keys.apiSecret },
    rtc: {
      tcp_port: ports.tcpPort,
      udp_port: ports.udpPort,
      node_ip: network.nodeIp,
      use_external_ip: false,
      ...(!network.isLocal && { ips: { includes: [`${network.mediaIp}/32`] } }),
      enable_loopback_candidate: network.isLocal,
    },
    ...(webhookUrl && { webhook: { api_key: keys.apiKey, urls: [webhookUrl] } }),
    room: { auto_create: true, empty_timeout: 300, departure_timeout: 20 },
    logging: { level: 'warn', pion_level: 'error', json: true },
  };
  return JSON.stringify(config, null, 2);
}
