// The page of the API: no script of its own.
import '../styles/serif.css';
import '../styles/api.css';
