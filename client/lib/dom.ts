// Small helpers over the page that the server rendered; nothing is touched that did not change.

/** Sets a text unless it is there already, so that screen readers hear changes only. */
export const setText = (element: Element | null | undefined, value: string): void => {
  if (element && element.textContent !== value) element.textContent = value;
};

export const setHidden = (element: Element | null | undefined, hidden: boolean): void => {
  element?.toggleAttribute('hidden', hidden);
};

/** An element with a class and text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text = '',
  className = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  if (className) element.className = className;
  return element;
}

/**
 * Bars a button without taking the focus from it: it stays reachable, says that it is disabled,
 * and `reason` (an element's id) says why. Presses are refused where they are handled.
 */
export function setBarred(button: HTMLElement, barred: boolean, reason = ''): void {
  button.classList.toggle('mati', barred);
  if (barred) button.setAttribute('aria-disabled', 'true');
  else button.removeAttribute('aria-disabled');
  if (barred && reason) button.setAttribute('aria-describedby', reason);
  else button.removeAttribute('aria-describedby');
}

export const isBarred = (button: HTMLElement): boolean =>
  button.getAttribute('aria-disabled') === 'true';
