// What a notice may be, and the built-in one of a campaign that has written none. Pure.
import { z } from 'zod';
import type { Campaign } from '../campaigns/index.ts';
import { canonicalHash } from '../core/canonical.ts';
import type { NoticeText } from './notice-model.ts';

export const LINES_MAX = 6;
export const LINE_MAX = 200;
export const BASIS_MAX = 400;
export const TEXT_MAX = 10_000;

const CONTROL = /[^\P{C}\n]/u;
const clean = (text: string): string => text.normalize('NFC').replaceAll('\r\n', '\n').trim();
const written = (max: number) =>
  z
    .string()
    .transform(clean)
    .refine((text) => text !== '' && text.length <= max && !CONTROL.test(text));

/** As the form sends it: one short line a row. */
export const noticeInputSchema = z.object({
  lines: written((LINE_MAX + 1) * LINES_MAX)
    .transform((text) =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .refine((all) => all.length <= LINES_MAX && all.every(({ length }) => length <= LINE_MAX)),
  basis: written(BASIS_MAX).refine((text) => !text.includes('\n')),
  text: written(TEXT_MAX),
});

/** Which words exactly: SHA-256 over their canonical JSON. */
export const noticeHash = ({ lines, basis, text }: NoticeText): string =>
  canonicalHash({ lines, basis, text });

/** A notice as it is shown; `at` null: the built-in one. */
export interface ShownNotice extends NoticeText {
  version: number;
  sha256: string;
  at: Date | null;
}

/** The built-in notice in the campaign's own names; `say` gives texts of the area `privacy`. */
export function builtInNotice(
  { host, name }: Pick<Campaign, 'host' | 'name'>,
  say: (key: string, words: Record<string, string>) => string,
): ShownNotice {
  const words = { host: host.name, short: host.short, campaign: name };
  const notice = {
    lines: ['what', 'why', 'who', 'right'].map((key) => say(`notice.lines.${key}`, words)),
    basis: say('notice.basis', words),
    text: say('notice.text', words),
  };
  return { ...notice, version: 0, sha256: noticeHash(notice), at: null };
}

/** The text's paragraphs, for pages. */
export const paragraphsOf = (text: string): string[] => text.split(/\n\s*\n/).map(clean);
