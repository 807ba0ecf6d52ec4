// Verification for everybody: a code, a file, and what each is worth.
export { createVerificationRoutes } from './verification-routes.ts';
export { createVerificationService, type VerificationService } from './verification-service.ts';
