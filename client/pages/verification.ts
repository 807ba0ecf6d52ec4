// Verification of a certificate.
import '../styles/serif.css';
import '../styles/verification.css';
