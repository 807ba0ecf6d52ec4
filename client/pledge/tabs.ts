// Two tabs, drawing and typing: one tab stop, arrow keys move (ARIA authoring practices, tabs).

/** Shows the tabs and the panel of the chosen one; `onChange` gets the panel's id. */
export function startTabs(list: HTMLElement, onChange: (panel: string) => void): void {
  const tabs = [...list.querySelectorAll<HTMLButtonElement>('[role="tab"]')];
  const panelOf = (tab: HTMLElement): HTMLElement | null =>
    document.getElementById(tab.getAttribute('aria-controls') ?? '');
  const choose = (chosen: HTMLElement): void => {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      panelOf(tab)?.toggleAttribute('hidden', !isChosen);
    }
    onChange(chosen.getAttribute('aria-controls') ?? '');
  };
  list.hidden = false;
  for (const tab of tabs) {
    const panel = panelOf(tab);
    panel?.setAttribute('role', 'tabpanel');
    panel?.setAttribute('aria-labelledby', tab.id);
    tab.addEventListener('click', () => choose(tab));
  }
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const from = tabs.findIndex((tab) => tab.matches(':focus'));
    const step = event.key === 'ArrowRight' ? 1 : tabs.length - 1;
    const next = tabs[(from + step) % tabs.length];
    if (!next) return;
    choose(next);
    next.focus();
  });
  const first = tabs.find((tab) => tab.getAttribute('aria-selected') === 'true');
  if (first) choose(first);
}
