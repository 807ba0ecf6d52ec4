// Small changes to a page that the server has rendered: texts and visibility by data attributes.

/** The first element of `root` with the attribute, as an HTML element. */
export const part = (root: ParentNode, attribute: string): HTMLElement | null =>
  root.querySelector<HTMLElement>(`[data-${attribute}]`);

/** Sets the text of every such element; a text that stands already is left alone. */
export function setText(root: ParentNode, attribute: string, value: string): void {
  for (const element of root.querySelectorAll(`[data-${attribute}]`)) {
    if (element.textContent !== value) element.textContent = value;
  }
}

/** Shows or hides every such element. */
export function show(root: ParentNode, attribute: string, visible: boolean): void {
  for (const element of root.querySelectorAll(`[data-${attribute}]`)) {
    element.toggleAttribute('hidden', !visible);
  }
}
