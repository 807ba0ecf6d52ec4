// Two people edit one form: what only one of them changed is kept as they have it, what both changed
// is for the second to decide. Nothing typed is lost.

/** What an editor saw, as far as it is known. */
export type EditBase<F> = { [K in keyof F]?: string | undefined };

export interface MergedEdits<F> {
  /** The second one's form: their own changes, and the stored value where they made none. */
  form: F;
  /** Fields that both changed, each its own way. */
  both: (keyof F)[];
  /** Fields that only the first one changed. */
  theirs: (keyof F)[];
}

/**
 * `base` is what the second one was shown, `mine` what they send, `stored` what there is now. Where
 * nobody knows the base, whatever differs counts as changed by both.
 */
export function mergeEdits<F extends Record<string, string>>(
  base: EditBase<F>,
  mine: F,
  stored: F,
): MergedEdits<F> {
  const names: (keyof F)[] = Object.keys(stored);
  const isTheirs = (name: keyof F) => stored[name] !== base[name] && mine[name] !== stored[name];
  const theirs = names.filter((name) => isTheirs(name) && mine[name] === base[name]);
  const both = names.filter((name) => isTheirs(name) && mine[name] !== base[name]);
  const taken = Object.fromEntries(theirs.map((name) => [name, stored[name]]));
  return { form: { ...mine, ...taken }, both, theirs };
}
