// The caller's address behind proxies, the same for pages and sockets (TRUST_PROXY).
import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/** Whether the proxy at `address`, the `hop`-th from here, may speak for the caller. */
export type TrustProxy = (address: string, hop: number) => boolean;

/**
 * Reads TRUST_PROXY: empty trusts nobody, a number that many proxies, else their addresses or
 * networks (CIDR), commas between. Throws a TypeError for an address that is none.
 */
export function trustProxy(setting: string): TrustProxy {
  if (setting === '') return () => false;
  if (/^\d+$/.test(setting)) return (_address, hop) => hop < Number(setting);
  return proxyAddr.compile(setting.split(',').map((part) => part.trim()));
}

/** The address from which a request or a socket's handshake came. */
export const callerAddress = (request: IncomingMessage, trusted: TrustProxy): string =>
  proxyAddr(request, trusted);
