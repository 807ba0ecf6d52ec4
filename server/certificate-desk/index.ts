// The certificate desk's one door: issuing in bulk, the page "Sertifikat", ZIPs and revocations.
export { createDeskRoutes } from './desk-routes.ts';
export type { PeopleSources } from './desk-sources.ts';
export { createFailureStore } from './failure-store.ts';
export { createIssueDesk, type IssueDesk } from './issue-desk.ts';
export { createIssueRunner, type IssueRunner } from './issue-runner.ts';
export { createJobStore } from './job-store.ts';
export { createRevocationList, type RevocationList } from './revocation-list.ts';
export { createRevocationRoutes } from './revocation-routes.ts';
