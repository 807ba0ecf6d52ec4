// What leads to the signing sheet: the panel over the stage, the link at its side, the document.
import { isTakingSignatures } from '../../server/protocol/official-screen.ts';
import type { SessionStatus } from '../../server/protocol/session.ts';
import { text } from '../lib/page-data.ts';
import { part, setText, show } from '../realtime/dom.ts';

interface PledgeFacts {
  status: SessionStatus;
  signed: boolean;
  /** The official has put the panel away. */
  isLater: boolean;
}

/** Opens the panel while signing is open and still to do; what it covers is out of reach. */
export function drawPanel(root: ParentNode, { status, signed, isLater }: PledgeFacts): void {
  const canSign = isTakingSignatures(status) && !signed;
  const isOpen = canSign && !isLater;
  show(root, 'panel', isOpen);
  part(root, 'sisi')?.toggleAttribute('inert', isOpen);
  show(root, 'ke-ikrar', signed || canSign || status.ceremony === 'reading');
  setText(root, 'panel-judul', text(`panel.${status.ceremony === 'late' ? 'late' : 'open'}`));
  setText(root, 'ke-ikrar-teks', text(signed ? 'toSealed' : 'toSheet'));
  // A withdrawn signature stays signed, and its document is not handed out.
  if (!signed || part(root, 'naskah')?.hasAttribute('data-ditarik')) return;
  show(root, 'naskah-tautan', true);
  show(root, 'naskah-catatan', false);
}
