// A copy button beside every read-only field marked `data-salin`; its value is the button's text.

/** Over plain HTTP, as in a local network, browsers know the older way only; false: not copied. */
type Field = HTMLInputElement | HTMLTextAreaElement;

const copy = async (field: Field): Promise<boolean> => {
  field.select();
  const { clipboard } = navigator as { clipboard?: Clipboard };
  if (!clipboard) return document.execCommand('copy');
  return clipboard.writeText(field.value).then(
    () => true,
    () => document.execCommand('copy'),
  );
};

/** Adds the buttons below `root`; `data-tersalin` is what a press answers. */
export function copyButtons(root: ParentNode): void {
  for (const field of root.querySelectorAll<Field>('input[data-salin], textarea[data-salin]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'tombol ringkas';
    button.textContent = field.dataset.salin ?? '';
    const status = document.createElement('span');
    status.setAttribute('role', 'status');
    status.className = 'redup label';
    button.addEventListener('click', async () => {
      status.textContent = (await copy(field)) ? (field.dataset.tersalin ?? '') : '';
    });
    const row = document.createElement('div');
    row.className = 's-salin';
    row.append(button, status);
    (field.closest('label') ?? field).after(row);
  }
}
