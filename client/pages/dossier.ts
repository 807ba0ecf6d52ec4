// The page of a session's dossiers: no script of its own.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/minutes-staff.css';
import '../styles/evidence.css';
import '../styles/dossier.css';
