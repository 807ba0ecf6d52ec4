// Whose address is written down: never the one that a stranger claims.
import type { IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { callerAddress, trustProxy } from '../../server/http/caller-address.ts';

// Of a request, only these two are looked at.
const from = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
  }) as unknown as IncomingMessage;
const seen = (setting: string, request: IncomingMessage) =>
  callerAddress(request, trustProxy(setting));

describe('the caller’s address', () => {
  it('is the connection’s own without a trusted proxy, whatever is claimed', () => {
    expect(seen('', from('192.0.2.7', '203.0.113.1'))).to.equal('192.0.2.7');
  });
  it('is what the last trusted proxy saw', () => {
    const request = from('127.0.0.1', '203.0.113.66, 198.51.100.4');
    expect(seen('1', request)).to.equal('198.51.100.4');
    expect(seen('127.0.0.1', request)).to.equal('198.51.100.4');
    expect(seen('127.0.0.0/8, 198.51.100.0/24', request)).to.equal('203.0.113.66');
  });
  it('refuses a setting that is no address', () => {
    expect(() => trustProxy('everybody')).to.throw(TypeError);
  });
});
