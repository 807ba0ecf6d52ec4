// Wordings of certificates: forms that ask first, a draft that saves itself, progress that moves.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/templates.css';
import { confirmForms } from '../lib/confirm-forms.ts';
import { editDraft } from '../templates/edit-draft.ts';
import { followCheck } from '../templates/follow-check.ts';

confirmForms(document);
editDraft(document);
followCheck(document);
