// The page "Data pribadi" of a campaign: asks before what can't be taken back.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/reports.css';
import '../styles/certificate-desk.css';
import '../styles/privacy-desk.css';
import { confirmForms } from '../lib/confirm-forms.ts';

confirmForms(document);
