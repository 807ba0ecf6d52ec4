// Staff forms: asks before what can't be taken back, copies what is shown once.
import '../styles/accounts.css';
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/control-ready.css';
import { confirmForms } from '../lib/confirm-forms.ts';
import { copyButtons } from '../lib/copy-buttons.ts';

confirmForms(document);
copyButtons(document);
