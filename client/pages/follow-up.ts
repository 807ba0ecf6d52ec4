// Staff's pages of circulars and reminders: ask before what can't be taken back; all else are forms.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/reports.css';
import '../styles/campaigns.css';
import '../styles/law.css';
import '../styles/follow-up.css';
import { confirmForms } from '../lib/confirm-forms.ts';

confirmForms(document);
