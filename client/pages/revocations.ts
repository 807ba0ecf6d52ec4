// The page of revocations: its forms ask first.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/reports.css';
import '../styles/certificate-desk.css';
import { confirmForms } from '../lib/confirm-forms.ts';

confirmForms(document);
