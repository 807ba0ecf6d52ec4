// The campaign's front page: keeps the countdown true while the page is open.
import '../styles/serif.css';
import '../styles/home.css';
import '../styles/home-sections.css';

const MINUTE = 60_000;

const parts = (milliseconds: number): Record<string, number> => {
  const minutes = Math.ceil(milliseconds / MINUTE);
  return {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  };
};

const timer = document.querySelector<HTMLElement>('[data-mulai]');

const show = (root: HTMLElement): void => {
  const left = Date.parse(root.dataset.mulai ?? '') - Date.now();
  if (Number.isNaN(left)) return;
  if (left <= 0) {
    location.reload();
    return;
  }
  for (const [name, value] of Object.entries(parts(left))) {
    const figure = root.querySelector(`[data-bagian="${name}"]`);
    if (figure) figure.textContent = String(value).padStart(name === 'days' ? 1 : 2, '0');
  }
};

if (timer) {
  show(timer);
  setInterval(() => show(timer), MINUTE / 4);
}
