// What the talk's pages are built from; the composition root hands them in.
import type { Audit } from '../audit/index.ts';
import type { Catalogue } from '../http/catalogue.ts';
import type { VisitorTokens } from '../http/visitor.ts';
import type { LiveSessions } from '../sessions/index.ts';
import type { Talk } from './talk-service.ts';

export interface TalkPageServices {
  talk: Talk;
  live: LiveSessions;
  audit: Pick<Audit, 'write'>;
  catalogue: Catalogue;
  site: {
    tokens: VisitorTokens;
    publicUrl: string;
    /** Of a line that is typed into a plain form: sent twice, it is one line. */
    newKey(): string;
    /** How many officials wait for an answer to their objection. */
    openObjections(session: string): Promise<number>;
  };
}
