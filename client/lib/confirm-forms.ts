// Forms with `data-pastikan` ask their question before they are sent, and so does a single button of a
// form that has one of its own; without a script they go.

/** What the pressed button asks, else its form. */
const questionOf = (form: HTMLFormElement, submitter: HTMLElement | null): string | undefined =>
  submitter?.dataset.pastikan ?? form.dataset.pastikan;

/** Makes every such form below `root` ask first. */
export function confirmForms(root: ParentNode): void {
  const asking = 'form[data-pastikan], form:has(button[data-pastikan])';
  for (const form of root.querySelectorAll<HTMLFormElement>(asking)) {
    form.addEventListener('submit', (event) => {
      const question = questionOf(form, event.submitter);
      if (question && !window.confirm(question)) event.preventDefault();
    });
  }
}
