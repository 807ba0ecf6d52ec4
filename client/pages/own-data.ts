// One's own data, the notice on it and a request's state: styles only.
import '../styles/serif.css';
import '../styles/minutes.css';
import '../styles/privacy.css';
