// Texts to paste: only their look.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/reports.css';
import '../styles/certificate-desk.css';
import '../styles/invitations.css';
