// The page "Undangan": asks before mail is sent; everything else works without a script.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/reports.css';
import '../styles/certificate-desk.css';
import '../styles/invitations.css';
import { confirmForms } from '../lib/confirm-forms.ts';

confirmForms(document);
