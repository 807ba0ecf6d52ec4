// One region's page: its part that lives is fetched again when something of the region changed.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/control-parts.css';
import '../styles/matrix.css';
import '../styles/matrix-lists.css';
