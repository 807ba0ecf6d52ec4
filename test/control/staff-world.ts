// A signed-in host on the real application, and sockets that speak with a visitor's cookies.
import { io, type Socket } from 'socket.io-client';
import type { StaffRole } from '../../server/http/staff-roles.ts';
import type { ClientToServer, Frame, ServerToClient } from '../../server/protocol/socket-events.ts';
import type { TestBrowser } from '../support/browser.ts';
import type { TestApp } from '../support/start-app.ts';

export type TestSocket = Socket<ServerToClient, ClientToServer>;

/** A member of staff of `role`, signed in by a one-time link. */
export async function signInStaff(app: TestApp, login: string, role: StaffRole = 'host') {
  const visitor = app.visitor();
  const fields = { login, name: `Petugas ${login}`, password: 'sandi panjang sekali' };
  const where = { mode: 'new' };
  await visitor.submit(app.ikrar.accounts.makeLink(role), fields, { where });
  return visitor;
}

/** Opens a socket with the visitor's cookies; resolves with its first frame. */
export async function openSocket(
  app: TestApp,
  visitor: TestBrowser,
  auth: { page: string; session?: string },
): Promise<{ socket: TestSocket; first: Frame }> {
  const extraHeaders = { cookie: visitor.cookies() };
  const options = { transports: ['websocket'], auth, extraHeaders, forceNew: true };
  const socket: TestSocket = io(app.url, options);
  return new Promise((resolve, reject) => {
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
    socket.once('frame', (first) => resolve({ socket, first }));
  });
}

/** Resolves with the first frame that `fits`. */
export const frameWith = (socket: TestSocket, fits: (frame: Frame) => boolean): Promise<Frame> =>
  new Promise((resolve) => {
    const listener = (frame: Frame) => {
      if (!fits(frame)) return;
      socket.off('frame', listener);
      resolve(frame);
    };
    socket.on('frame', listener);
  });
