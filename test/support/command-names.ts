// Every command that a socket may ask for, as the protocol names them.
import { readFileSync } from 'node:fs';

/** The names of ClientToServer; the server's table of commands is typed to hold each of them. */
export function commandNames(): string[] {
  const file = new URL('../../server/protocol/socket-events.ts', import.meta.url);
  const [, list = ''] =
    /interface ClientToServer \{\n([^}]*?)\n\}/s.exec(
      readFileSync(file, 'utf8').replace(/\{ [^\n]* \}/g, ''),
    ) ?? [];
  return [...list.matchAll(/^ {2}'([^']+)'/gm)].map(([, name]) => name ?? '');
}
