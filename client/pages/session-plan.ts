// Sessions of a campaign and its declaration: forms that ask first, times in all three zones while
// somebody types, an agenda whose rows move in place.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/session-office.css';
import { confirmForms } from '../lib/confirm-forms.ts';
import { editAgenda } from '../session-office/edit-agenda.ts';
import { showZones } from '../session-office/show-zones.ts';

confirmForms(document);
showZones(document);
editAgenda(document);
