// The law behind a campaign and where a violation is reported: no script of its own.
import '../styles/serif.css';
import '../styles/law.css';
