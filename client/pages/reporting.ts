// The staff's page "reporting": asks before what can't be taken back; all else works without a script.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/campaigns.css';
import '../styles/law.css';
import { confirmForms } from '../lib/confirm-forms.ts';

confirmForms(document);
