// The form of a circular, for staff and for a region's coordinator alike: what it takes, files, shows.
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';
import type { Upload } from '../http/define-route.ts';
import type { Language } from '../http/language.ts';
import type { FileReply } from '../http/reply.ts';
import { file } from '../http/reply.ts';
import type { Actor } from '../invitations/index.ts';
import type { Circular } from './circular-model.ts';
import {
  circularProblem,
  latestDay,
  NUMBER_MAX,
  type TypedCircular,
  tidyCircular,
} from './circular-rules.ts';
import { type CircularServices, refusalText, type Say, sayOf } from './circular-services.ts';

const typed = z.string().max(2_000).default('');
const version = z.coerce.number().int().min(0).max(1_000);
export const circularBody = z.object({ nomor: typed, tanggal: typed, versi: version });
export const withdrawBody = z.object({ alasan: typed, versi: version });

/** A form that was refused: which, what was typed, and why. */
export interface RefusedCircular {
  form: 'file' | 'withdraw';
  typed: TypedCircular & { reason: string };
  text: string;
  status: number;
}

interface Place {
  campaign: string;
  region: string;
}
interface Sent {
  body: z.output<typeof circularBody>;
  upload: Upload | undefined;
  language: Language;
}

/** Files what was sent; gives what the page must tell instead. */
export async function fileSent(
  services: CircularServices,
  place: Place,
  { body, upload, language }: Sent,
  by: Actor,
): Promise<RefusedCircular | undefined> {
  const circular = tidyCircular({ number: body.nomor, date: body.tanggal });
  const refuse = (told: { text: string; status: number }): RefusedCircular => ({
    form: 'file',
    typed: { ...circular, reason: '' },
    ...told,
  });
  const now = services.site.clock.now();
  const bytes = upload?.bytes ?? Buffer.alloc(0);
  const problem =
    circularProblem(circular, now) ?? (bytes.length === 0 ? 'FILE_MISSING' : undefined);
  if (problem) {
    const text = sayOf(services, language)(`problems.${problem}`, { limit: NUMBER_MAX });
    return refuse({ text, status: 400 });
  }
  try {
    const seen = { ...place, version: body.versi };
    await services.circulars.service.file(seen, circular, { bytes, address: by.address }, by);
  } catch (error) {
    const told = refusalText(error, services, language);
    if (!told) throw error;
    return refuse(told);
  }
  return undefined;
}

/** Withdraws what was seen; gives what the page must tell instead. */
export async function withdrawSeen(
  services: CircularServices,
  place: Place,
  { body, language }: { body: z.output<typeof withdrawBody>; language: Language },
  by: Actor,
): Promise<RefusedCircular | undefined> {
  try {
    const seen = { ...place, version: body.versi };
    await services.circulars.service.withdraw(seen, body.alasan, by);
  } catch (error) {
    const told = refusalText(error, services, language);
    if (!told) throw error;
    const typed = { number: '', date: '', reason: body.alasan };
    return { form: 'withdraw', typed, ...told };
  }
  return undefined;
}

/** Of templates/partials/circular-region.hbs: what stands, its history, both forms. */
export function circularView(
  history: readonly Circular[],
  facts: { path: string; mayChange: boolean; now: Date; refused: RefusedCircular | undefined },
  say: Say,
) {
  const { path, refused, now, mayChange } = facts;
  const versions = history.map((one) => versionView(one, path, say)).reverse();
  const newest = history.at(-1);
  const standing = newest && !newest.withdrawn ? versions[0] : undefined;
  const of = (form: RefusedCircular['form']) => (refused?.form === form ? refused : undefined);
  const fields = of('file')?.typed ?? { number: '', date: '' };
  return {
    ...{ path, mayChange, standing, seen: newest?.version ?? 0 },
    // Older versions, and the newest one too once it was withdrawn.
    earlier: standing ? versions.slice(1) : versions,
    form: { ...fields, problem: of('file')?.text, latest: latestDay(now), max: NUMBER_MAX },
    withdraw: { reason: of('withdraw')?.typed.reason ?? '', problem: of('withdraw')?.text },
  };
}

const versionView = (one: Circular, path: string, say: Say) => ({
  ...{ version: one.version, number: one.number, day: `${one.date}T05:00:00Z` },
  ...{ at: one.at.toISOString(), by: one.by.label, kilobytes: Math.ceil(one.file.size / 1_000) },
  href: `${path}/${one.version}/edaran.pdf`,
  state: one.withdrawn
    ? say('history.withdrawn', { by: one.withdrawn.by.label, reason: one.withdrawn.reason })
    : say('history.replaced'),
});

/** The file, to be saved: it comes from outside, and can do nothing on this site. */
export async function circularFile(
  { circulars }: Pick<CircularServices, 'circulars'>,
  one: Circular | undefined,
): Promise<FileReply> {
  const bytes = one && (await circulars.store.bytesOf(one.file.sha256));
  if (!bytes) throw new AppError('NOT_FOUND');
  return file({
    ...{ bytes, type: 'application/pdf', name: `edaran-${one.region}-${one.version}.pdf` },
    headers: {
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  });
}
