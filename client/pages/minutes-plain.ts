// The form of an objection as a plain page: styles only.
import '../styles/serif.css';
import '../styles/minutes.css';
