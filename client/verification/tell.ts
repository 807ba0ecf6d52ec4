// One refusal beside the field that it concerns.

/** Shows a message, or hides the place for it when it is empty. */
export function tell(element: HTMLElement | null, message: string): void {
  if (!element) return;
  (element.querySelector('span') ?? element).textContent = message;
  element.hidden = message === '';
}
