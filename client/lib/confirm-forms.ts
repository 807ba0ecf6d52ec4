// Forms with `data-pastikan` ask their question before they are sent; without a script they go.

/** Makes every such form below `root` ask first. */
export function confirmForms(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-pastikan]')) {
    form.addEventListener('submit', (event) => {
      if (!window.confirm(form.dataset.pastikan)) event.preventDefault();
    });
  }
}
