// The public list of circulars: no script of its own.
import '../styles/serif.css';
import '../styles/law.css';
import '../styles/follow-up.css';
