// The environment, read once: every key with its meaning and its default (README's table).
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const flag = z.stringbool({
  truthy: ['1', 'true', 'yes', 'on'],
  falsy: ['0', 'false', 'no', 'off', ''],
});

/** One entry per environment key; the description is printed in the README's table. */
export const configSchema = z.object({
  HOST: z.string().default('127.0.0.1').describe('Address to listen on'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('Port to listen on'),
  PUBLIC_URL: z.url().optional().describe('Address that officials open; http://localhost:PORT'),
  TRUST_PROXY: z.string().default('').describe('Number or addresses of proxies to trust'),
  DATA_DIR: z.string().default('.data').describe('Folder of database, keys and logs'),
  CACHE_DIR: z
    .string()
    .default(join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ikrar'))
    .describe('Folder of fetched binaries; ~/.cache/ikrar'),
  MONGODB_URI: z
    .string()
    .optional()
    .describe('Replica set to use instead of an own mongod; its database is always ikrar'),
  LIVEKIT_URL: z.string().optional().describe('LiveKit server to use instead of an own one'),
  LIVEKIT_API_KEY: z.string().optional().describe('Its key'),
  LIVEKIT_API_SECRET: z.string().optional().describe('Its secret'),
  LIVEKIT: flag.default(true).describe('off: run without a stream'),
  EGRESS: flag
    .default(false)
    .describe('on: record through the LiveKit Egress that belongs to LIVEKIT_URL'),
  EGRESS_DIR: z
    .string()
    .regex(/^[\w./-]+$/)
    .default('/out')
    .describe('Folder of the recordings, as Egress sees it'),
  SEAL_P12: z.string().optional().describe('PKCS#12 file with the seal key instead of an own one'),
  SEAL_P12_PASSWORD: z.string().optional().describe('Its password'),
  SEAL_LEVEL: z
    .enum(['tidak-tersertifikasi', 'tersertifikasi'])
    .default('tidak-tersertifikasi')
    .describe('What the footer may claim of SEAL_P12; certified only with a PSrE certificate'),
  TSA_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Time-stamping authority (RFC 3161) for seals and log heads; without it no independent time',
    ),
  TSA_ROOT: z
    .string()
    .optional()
    .describe('PEM file with its root, and the roots of former authorities; needed with TSA_URL'),
  TSA_TIMEOUT: z.coerce
    .number()
    .int()
    .min(500)
    .max(30_000)
    .default(10_000)
    .describe('Longest wait for one of its answers, in milliseconds'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server, smtp://user:password@host:port; without it no mail is sent'),
  SMTP_FROM: z
    .string()
    .regex(/@/)
    .default('Ikrar <ikrar@localhost>')
    .describe('Sender of the mails'),
  MAIL_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(60_000)
    .default(120)
    .describe('Most mails handed over in a minute'),
  OWNER_SECOND_FACTOR: flag
    .default(false)
    .describe('on: owners of the platform or a campaign need a second factor'),
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .optional()
    .describe('Loopback port of /metrics'),
  METRICS_TOKEN: z.string().min(16).optional().describe('Bearer token that opens /metrics'),
  ADMIT_PER_SECOND: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe('Arrivals that one process lets in each second; the others queue'),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('Least level that is logged'),
  SAMPLE_CAMPAIGNS: flag.default(true).describe('off: load no sample campaigns'),
});

export type Config = z.infer<typeof configSchema> & { publicUrl: string };

/** Parses the environment; throws one Error that names every wrong key. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const result = configSchema.safeParse(environment);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Konfigurasi keliru:\n${lines.join('\n')}`);
  }
  const config = result.data;
  const publicUrl = config.PUBLIC_URL ?? `http://localhost:${config.PORT}`;
  return { ...config, publicUrl: publicUrl.replace(/\/+$/, '') };
}
