// A call of every operation of the API that succeeds, in the order in which they build on each other.
import type { ApiWorld, Asked } from './api-world.ts';

/** What an operation is called with; answers of before are at hand. */
export type MakeCall = (world: ApiWorld, answers: Map<string, unknown>) => Asked | Promise<Asked>;

/** Operations that can't be called here, each with the file that calls them. */
export const CALLED_ELSEWHERE: Record<string, string> = {
  mediaEvent: 'signed by the media engine: test/witness',
};

const id = ({ app }: ApiWorld) => app.session()._id;
const ofSession =
  (rest: string): MakeCall =>
  (world) => ({ path: `/api/v1/sessions/${id(world)}${rest}` });
const ofLog =
  (rest: string): MakeCall =>
  (world) => ({ path: `/api/v1/log/${id(world)}/${rest}` });
const ofCampaign =
  (rest: string): MakeCall =>
  ({ app }) => ({ path: `/api/v1/campaigns/${app.session().campaign}${rest}` });
const ofRehearsal =
  (rest: string): MakeCall =>
  (_world, answers) => ({
    path: `/api/v1/rehearsals/${Object(answers.get('makeRehearsal')).session.id}${rest}`,
  });
const certificate =
  (name: string): MakeCall =>
  () => ({ path: `/api/v1/certificates/${name}` });
const postJson = (path: string, body: object): Asked => ({
  path,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const CSV = 'kode;jabatan;email\nABC;sekda;bukan alamat\n';

const forMail: MakeCall = async ({ app }) => {
  const mails = app.database.connection.collection<{ _id: string }>('mails');
  const mail = { session: id({ app } as ApiWorld), target: 'uji', kind: 'invitation', number: 1 };
  const rest = { email: 'uji@example.go.id', label: '', state: 'sent', at: new Date() };
  await mails.updateOne(
    { _id: 'suratuji00000000' },
    { $set: { ...mail, ...rest } },
    { upsert: true },
  );
  return { path: '/api/v1/berhenti/suratuji00000000' };
};

export const CALLS: Record<string, MakeCall> = {
  document: () => ({ path: '/api/openapi.json' }),
  campaigns: () => ({ path: '/api/v1/campaigns' }),
  campaign: ofCampaign(''),
  campaignRegions: ofCampaign('/regions?limit=7'),
  campaignSessions: ofCampaign('/sessions'),
  currentSession: () => ({ path: '/api/v1/sessions/current' }),
  session: ofSession(''),
  sessionSeats: ofSession('/seats?limit=9'),
  board: ofSession('/board'),
  attendance: ofSession('/attendance'),
  sessionPeople: ofSession('/people?limit=500'),
  sessionCertificates: ofSession('/certificates?limit=3'),
  checkContacts: (world) => ({
    path: `/api/v1/sessions/${id(world)}/contact-imports`,
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: CSV,
  }),
  contactImport: (world, answers) => ({
    path: `/api/v1/sessions/${id(world)}/contact-imports/${Object(answers.get('checkContacts')).id}`,
  }),
  contactImportRows: (world, answers) => ({
    path: `/api/v1/sessions/${id(world)}/contact-imports/${Object(answers.get('checkContacts')).id}/bad-rows`,
  }),
  verifyCode: async ({ find }) => ({
    path: `/api/v1/certificates/${(await find('certificates', { sha256: { $ne: null } })).code}`,
  }),
  verifyFile: async ({ app, find }) => {
    const { _id } = await find('certificates', { sha256: { $ne: null } });
    const bytes = await app.ikrar.certificates.store.getBytes(String(_id));
    return { path: '/api/v1/verifications', method: 'POST', body: new Uint8Array(bytes) };
  },
  revocations: certificate('revocations.json'),
  rootCertificate: certificate('root.pem'),
  rootCertificateDer: certificate('root.cer'),
  issuingCertificate: certificate('issuing.cer'),
  evidenceCertificates: certificate('evidence.pem'),
  sealRevocations: certificate('crl'),
  rootRevocations: certificate('root.crl'),
  logState: ofLog('head'),
  logHeads: ofLog('heads'),
  logEntries: ofLog('entries?limit=2'),
  logInclusion: (world, answers) => ({
    path: `/api/v1/log/${id(world)}/inclusion?leaf=${Object(answers.get('logEntries')).entries[0].leafHash}`,
  }),
  logConsistency: (world, answers) => ({
    path: `/api/v1/log/${id(world)}/consistency?from=1&to=${Object(answers.get('logState')).size}`,
  }),
  logTimestamp: (world, answers) => ({
    path: `/api/v1/log/${id(world)}/timestamp?size=${Object(answers.get('logState')).size}`,
  }),
  evidence: ofSession('/evidence.zip'),
  evidenceFiles: async (world) => ({
    path: `/api/v1/sessions/${id(world)}/evidence-pdf.zip?bundle=${(await world.find('evidence_bundles'))._id}`,
  }),
  makeRehearsal: () => postJson('/api/v1/rehearsals', { officials: 1 }),
  stepRehearsal: (_world, answers) =>
    postJson(`/api/v1/rehearsals/${Object(answers.get('makeRehearsal')).session.id}/actions`, {
      action: 'doors',
    }),
  rehearsedAttendance: ofRehearsal('/attendance'),
  rehearsedCertificates: ofRehearsal('/certificates'),
  beginLineTest: () => ({ path: '/api/uji-sambungan', method: 'POST' }),
  lineTestDownload: (_world, answers) => ({
    path: `/api/uji-sambungan/unduhan?byte=64000&tiket=${Object(answers.get('beginLineTest')).ticket}`,
  }),
  unsubscribePage: forMail,
  unsubscribe: async (world, answers) => ({ ...(await forMail(world, answers)), method: 'POST' }),
};
