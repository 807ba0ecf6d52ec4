// The coordinator's page of the region's circular: no script of its own.
import '../styles/serif.css';
import '../styles/staff.css';
import '../styles/coordinator.css';
import '../styles/campaigns.css';
import '../styles/law.css';
import '../styles/follow-up.css';
