// The comparison of a campaign's sessions: no script of its own.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/reports.css';
import '../styles/comparison.css';
