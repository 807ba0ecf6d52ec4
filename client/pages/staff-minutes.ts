// Staff's pages about one person's minutes and about objections: forms that ask first.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/minutes.css';
import '../styles/minutes-staff.css';
import { confirmForms } from '../lib/confirm-forms.ts';

confirmForms(document);
