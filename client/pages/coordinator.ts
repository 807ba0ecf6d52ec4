// A coordinator's page: asks before a room is closed, copies a screen's link. All else are forms.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/shared-room.css';
import '../styles/coordinator.css';
import { confirmForms } from '../lib/confirm-forms.ts';
import { copyButtons } from '../lib/copy-buttons.ts';

confirmForms(document);
copyButtons(document);
