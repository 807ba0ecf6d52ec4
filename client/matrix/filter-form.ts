// The search and the filters of the matrix in the browser: at once, and in the address.
import { MATRIX_STATES, type MatrixFilter } from '../../server/protocol/matrix-filter.ts';

export interface FilterForm {
  current(): MatrixFilter;
  clear(): void;
}

type Field = HTMLInputElement | HTMLSelectElement;

const isState = (value: string): value is keyof typeof MATRIX_STATES =>
  Object.hasOwn(MATRIX_STATES, value);

/** The address with what is not empty; the same one as the form would ask for. */
const remember = (form: HTMLFormElement): void => {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value.trim() !== '') query.set(name, value.trim());
  }
  history.replaceState(history.state, '', `${form.action.split('?')[0]}?${query}`);
};

/** On a small screen what is asked for seldom is folded; in a wide one it has no fold to open. */
const foldOnPhones = (isFiltering: boolean): void => {
  const small = matchMedia('(max-width: 900px)');
  const fold = () => {
    for (const part of document.querySelectorAll<HTMLDetailsElement>('.m-lagi, .m-ket')) {
      part.open = !small.matches || (isFiltering && part.classList.contains('m-lagi'));
    }
  };
  small.addEventListener('change', fold);
  // A print has the legend, however narrow its page.
  window.addEventListener('beforeprint', () => {
    document.querySelector('.m-ket')?.toggleAttribute('open', true);
  });
  fold();
};

/** Takes the page's form over: `onChange` is called with each key and choice. */
export function createFilterForm(form: HTMLFormElement, onChange: () => void): FilterForm {
  const field = (name: string): Field | undefined =>
    form.querySelector<Field>(`[name=${name}]`) ?? undefined;
  const textOf = (name: string): string => field(name)?.value ?? '';
  const change = (): void => {
    remember(form);
    onChange();
  };
  form.addEventListener('input', change);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    change();
  });
  form.querySelector('[data-terapkan]')?.toggleAttribute('hidden', true);
  form.classList.add('langsung');
  foldOnPhones(['provinsi', 'jabatan', 'keadaan'].some((name) => textOf(name) !== ''));
  return {
    current() {
      const state = textOf('keadaan');
      return {
        search: textOf('cari'),
        province: textOf('provinsi'),
        office: textOf('jabatan'),
        state: isState(state) ? state : '',
      };
    },
    clear() {
      for (const name of ['cari', 'provinsi', 'jabatan', 'keadaan']) {
        const one = field(name);
        if (one) one.value = '';
      }
      field('cari')?.focus();
      change();
    },
  };
}
