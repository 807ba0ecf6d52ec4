#!/usr/bin/env node
// npx ikrar-verify: checks an evidence bundle without database and network.
import { register } from 'tsx/esm/api';

register();
await import('../server/cli/verify.ts');
