// What is said of a session as its form shows it.
import { inZones } from '../protocol/agenda-times.ts';
import type { SessionDocument } from '../sessions/index.ts';
import {
  type DetailsField,
  type DetailsForm,
  type DetailsProblem,
  isClock,
  MODES,
} from './details-form.ts';
import { SESSION_MIN } from './new-session.ts';
import type { Say } from './office-services.ts';
import { planVersionOf } from './plan-content.ts';

export interface DetailsState {
  base: number;
  form: DetailsForm;
  problems?: Map<DetailsField, DetailsProblem> | undefined;
  /** The start that was chosen would carry the agenda past midnight. */
  isTooLong?: boolean;
  /** Who changed it meanwhile, and when (ISO). */
  changes?: { by: string; at: string }[] | undefined;
}

/** A session as its form shows it. */
export const formOfDetails = (session: SessionDocument): DetailsForm => ({
  judul: session.title,
  tanggal: session.date,
  tempat: session.place,
  moda: session.mode,
  mulai: session.startsAt,
  selesai: session.endsAt,
});

/** The form's fields, problems and choices. */
export function detailsFields(
  form: DetailsForm,
  problems: Map<DetailsField, DetailsProblem> | undefined,
  say: Say,
) {
  return {
    form,
    problems: Object.fromEntries(
      [...(problems ?? [])].map(([field, key]) => [
        field,
        say(`details.problems.${key}`, { min: SESSION_MIN }),
      ]),
    ),
    zones: {
      mulai: isClock(form.mulai) ? inZones(form.mulai) : undefined,
      selesai: isClock(form.selesai) ? inZones(form.selesai) : undefined,
    },
    modes: MODES.map((mode) => ({
      mode,
      label: say(`modes.${mode}`),
      isChosen: mode === form.moda,
    })),
  };
}

/** The details' part of templates/pages/session-plan.hbs. */
export function detailsView(session: SessionDocument, state: DetailsState | undefined, say: Say) {
  const stored = formOfDetails(session);
  const form = state?.form ?? stored;
  const names = ['judul', 'tanggal', 'tempat', 'moda', 'mulai'] as const;
  return {
    base: state?.base ?? planVersionOf(session),
    ...detailsFields(form, state?.problems, say),
    isTooLong: state?.isTooLong === true,
    isOpen: state !== undefined,
    changes: state?.changes,
    storedTexts: state?.changes
      ? names.flatMap((name) =>
          form[name] === stored[name]
            ? []
            : [{ label: say(`details.fields.${name}`), stored: stored[name], mine: form[name] }],
        )
      : [],
  };
}
