// A stage as screens are told of it, and as the media engine has to have it.
import type { OnStage, StageDesk, StageView } from '../protocol/stage.ts';
import type { StageFacts } from './stage-memory.ts';
import { rosterPerson } from './stage-rules.ts';

/** What every screen of the session is told. */
export function stageViewOf({ state, people, hands, handCount }: StageFacts): StageView {
  const onStage = state.onStage.flatMap(({ code, muted }): OnStage[] => {
    const person = people.find((one) => one.code === code);
    if (!person) return [];
    const { role, title } = person;
    return [{ who: `m-${code}`, person: rosterPerson(person), role, title, muted }];
  });
  const isThere = onStage.some(({ who }) => who === `m-${state.shown}`);
  return {
    version: state.version,
    onStage,
    shown: state.shown !== null && isThere ? `m-${state.shown}` : null,
    floor: state.floor,
    queue: hands.map(({ number }) => number),
    hands: handCount,
  };
}

/** What the control room is told beside it. */
export function stageDeskOf({ state, people, here, hands }: StageFacts): StageDesk {
  return {
    director: state.director,
    people: people.map(({ code, role, title }) => ({
      who: `m-${code}`,
      role,
      title,
      isHere: here.has(code),
      camera: here.get(code)?.camera ?? false,
      microphone: here.get(code)?.microphone ?? false,
    })),
    queue: hands.map(({ who, title, place, number, at }) => ({
      who,
      title,
      place,
      number,
      at: at.toISOString(),
    })),
    blocked: state.blocked,
  };
}

/** What a media participant has to be now. */
export type MediaPart =
  | {
      role: 'director' | 'speaker' | 'reader' | 'hall' | 'interpreter' | 'delegate';
      muted: boolean;
    }
  | { role: 'viewer' }
  /** Must not be in the room at all. */
  | { role: 'nobody' };

/**
 * Which part somebody plays, by what their media identity begins with: staff (`k-`), the roster
 * (`m-<issue>-<code>`), officials (`p-`), shared rooms (`r-`). Nobody is on stage after the end.
 */
export function mediaPartOf(facts: StageFacts, person: string, isOver: boolean): MediaPart {
  const { state, people } = facts;
  const viewer: MediaPart = { role: 'viewer' };
  if (person.startsWith('k-')) {
    const leads = person === `k-${state.director?.account}` && !isOver;
    return leads ? { role: 'director', muted: false } : viewer;
  }
  if (person.startsWith('m-')) {
    const known = people.find((one) => rosterPerson(one) === person);
    if (!known || state.blocked.some(({ who }) => who === `m-${known.code}`)) {
      return { role: 'nobody' };
    }
    const place = state.onStage.find(({ code }) => code === known.code);
    return place && !isOver ? { role: known.role, muted: place.muted } : viewer;
  }
  const { floor } = state;
  return floor?.who === person && !isOver ? { role: 'delegate', muted: floor.muted } : viewer;
}
