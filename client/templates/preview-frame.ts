// The frame with the certificate: loaded anew after each saving, or the reason why there is none.
import { make } from '../lib/dom.ts';
import { text } from '../lib/page-data.ts';
import { icon } from '../lib/symbols.ts';

/** Without the viewer's own bars, as wide as the frame. */
const FIT = '#toolbar=0&view=FitH';

/** Shows the preview at its new address; `cannot` says why the page can't be drawn. */
export function showPreview(
  page: ParentNode,
  { preview, cannot }: { preview: string; cannot: string },
): void {
  const box = page.querySelector<HTMLElement>('[data-pratinjau]');
  if (!box) return;
  if (!preview) {
    const note = make('p', '', 'w-info');
    note.append(icon('info'), make('span', `${text('impossible')} ${cannot || text('fix')}`));
    box.replaceChildren(note);
    return;
  }
  const frame = box.querySelector('iframe') ?? newFrame(box);
  // Replaced, not navigated: the way back leads out of the editor, not through its previews.
  frame.contentWindow?.location.replace(preview + FIT);
  const link = box.querySelector('a');
  if (link) link.href = preview;
}

function newFrame(box: HTMLElement): HTMLIFrameElement {
  const frame = make('iframe', '', `w-bingkai w-${box.dataset.pratinjau}`);
  frame.title = text('frame');
  const link = make('a', text('open'), 'tombol ringkas');
  const paragraph = make('p');
  paragraph.append(link);
  box.replaceChildren(frame, paragraph);
  return frame;
}
