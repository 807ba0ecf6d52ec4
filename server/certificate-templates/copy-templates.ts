// The wordings that a campaign prints, taken over by another campaign as its first versions.
import type { AuditActor } from '../audit/index.ts';
import type { ClientSession } from '../core/database.ts';
import { EDITABLE_KINDS } from './template-fields.ts';
import type { TemplateStore } from './template-store.ts';

/** Copies each kind's current wording; drafts and earlier versions stay behind. */
export async function copyTemplates(
  { store, newId }: { store: Pick<TemplateStore, 'findCurrent' | 'insert'>; newId(): string },
  { from, to }: { from: string; to: string },
  { actor, at }: { actor: AuditActor; at: Date },
  transaction: ClientSession,
): Promise<void> {
  for (const kind of EDITABLE_KINDS) {
    const current = await store.findCurrent(from, kind);
    if (!current) continue;
    const first = { _id: newId(), campaign: to, version: 1, publishedBy: actor, publishedAt: at };
    await store.insert({ ...current, ...first }, transaction);
  }
}
