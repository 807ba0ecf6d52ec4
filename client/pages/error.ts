// Refusals and dead ends: the common look and the serif for the title.
import '../styles/serif.css';
import '../styles/error.css';
