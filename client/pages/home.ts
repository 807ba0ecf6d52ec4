// The campaign's front page.
import '../styles/serif.css';
import '../styles/home.css';
import '../styles/home-sections.css';
