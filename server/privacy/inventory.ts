// Every place where something of a person may lie, collection by collection and field by field. What
// erases, what shows a person their own data, and the test that no new field is forgotten all read
// this one list.
import { PEOPLE } from './inventory-people.ts';
import { PLACES } from './inventory-places.ts';
import type { Holding } from './inventory-shape.ts';
import { WORDS } from './inventory-words.ts';

/**
 * All collections, in the order in which they are erased: names at their source first, so that
 * nothing is made of them any more, then what was made of them.
 */
export const INVENTORY: readonly Holding[] = [...PEOPLE, ...WORDS, ...PLACES];
