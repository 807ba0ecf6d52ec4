// The stage as a plain page: styles only, it lives from its refresh.
import '../styles/serif.css';
import '../styles/stage.css';
import '../styles/stage-states.css';
import '../styles/talk.css';
import '../styles/ceremony.css';
