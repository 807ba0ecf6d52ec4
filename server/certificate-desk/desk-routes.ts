// The page "Sertifikat": what is issued, the one action, its progress, one certificate, all files.
import { z } from 'zod';
import type { Audit } from '../audit/index.ts';
import { actorOf } from '../control/index.ts';
import { zipStream } from '../core/zip-stream.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../http/define-route.ts';
import { json, page, type Reply, redirect, stream } from '../http/reply.ts';
import { formatNumber } from '../http/views/index.ts';
import { isOwner, staffOf } from '../http/visitor.ts';
import { getSession } from '../sessions/index.ts';
import { deskView, type Words } from './desk-presenter.ts';
import { type DeskServices, heldSeats, regionsOf } from './desk-sources.ts';
import { filesOfScope, type Scope } from './file-scope.ts';
import { findCertificates } from './find-certificates.ts';
import { ZIP_MOMENT, zipMembers } from './zip-members.ts';

const slug = z.string().regex(/^[a-z0-9-]{1,80}$/);
const code = z
  .string()
  .max(20)
  .optional()
  .transform((value) => value || undefined);
const params = z.object({ sesi: slug });
const NO_STORE = { 'cache-control': 'private, no-store' };

export interface DeskRouteParts extends DeskServices {
  audit: Pick<Audit, 'write'>;
}

/** Texts of the desk's area in the visitor's language. */
export const wordsIn =
  ({ catalogue }: Pick<DeskServices, 'catalogue'>, language: RouteContext['language']): Words =>
  (key, parameters) =>
    catalogue.text(language, `certificate-desk.${key}`, parameters);

const show = (parts: DeskRouteParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/sertifikat',
    access: 'staff',
    input: {
      query: z.object({
        sesi: slug.optional(),
        cari: z.string().trim().max(100).default(''),
        selesai: z.enum(['terbit', 'ulang']).optional(),
      }),
    },
    async handle({ query, language, visitor }) {
      const session = getSession(parts.live, query.sesi);
      const { desk, people } = parts;
      const facts = {
        session,
        progress: await desk.progress(session),
        job: await desk.latest(session),
        failures: await desk.failures(session),
        held: await heldSeats(people, session._id),
        regions: await regionsOf(people, session),
        search: query.cari,
        found: await findCertificates(parts, session, query.cari),
        done: query.selesai,
        stale: (await parts.certificates.longDesk.listStale(session)).length,
      };
      const words = wordsIn(parts, language);
      const view = deskView(facts, words, (value) => formatNumber(value, language));
      return page({
        template: 'certificate-desk',
        layout: 'staff',
        title: words('title'),
        session: session._id,
        texts: ['certificate-desk'],
        view: { ...view, isOwner: isOwner(visitor), reloads: view.isRunning },
        data: { path: `/kendali/sertifikat/${session.slug}/kemajuan`, progress: facts.progress },
      });
    },
  });

const progress = ({ live, desk }: DeskRouteParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/sertifikat/:sesi/kemajuan',
    access: 'staff',
    input: { params },
    handle: async ({ params: { sesi } }) =>
      json(await desk.progress(getSession(live, sesi)), { headers: NO_STORE }),
  });

const begin = (parts: DeskRouteParts): AnyRoute =>
  defineRoute({
    method: 'post',
    path: '/kendali/sertifikat/:sesi/terbitkan',
    access: 'staff',
    input: { params, body: z.object({ ulang: z.string().optional() }) },
    async handle({ params: { sesi }, body, visitor, address }): Promise<Reply> {
      const session = getSession(parts.live, sesi);
      await parts.desk.begin(session, actorOf(staffOf(visitor), address));
      parts.wake();
      const done = body.ulang === undefined ? 'terbit' : 'ulang';
      return redirect(`/kendali/sertifikat?sesi=${session.slug}&selesai=${done}`);
    },
  });

const nameOf = ({ region, province }: Scope): string => {
  if (region) return `daerah-${region}`;
  return province ? `provinsi-${province}` : 'nasional';
};

const download = (parts: DeskRouteParts): AnyRoute =>
  defineRoute({
    method: 'get',
    path: '/kendali/sertifikat/:sesi/berkas.zip',
    access: 'staff',
    input: { params, query: z.object({ daerah: code, provinsi: code }) },
    async handle({ params: { sesi }, query, visitor, address }) {
      const { certificates, people, live, audit } = parts;
      const { store } = certificates;
      const session = getSession(live, sesi);
      const scope = { region: query.daerah, province: query.provinsi };
      const sources = {
        certificates: store,
        regionsOf: (one: typeof session) => regionsOf(people, one),
        regionOfHolders: async (one: typeof session) =>
          new Map(
            (await heldSeats(people, one._id)).map((held) => [held.registration, held.region]),
          ),
      };
      const files = await filesOfScope(sources, session, scope);
      const name = nameOf(scope);
      const by = { ...actorOf(staffOf(visitor), address), session: session._id };
      const data = { scope: name, files: files.length };
      await audit.write({ event: 'certificates.exported', data, ...by });
      return stream({
        stream: zipStream(zipMembers(files, store.getBytes), ZIP_MOMENT),
        type: 'application/zip',
        name: `sertifikat-${session.slug}-${name}.zip`,
      });
    },
  });

/** They belong before the control room's own path. */
export const createDeskRoutes = (parts: DeskRouteParts): AnyRoute[] => [
  show(parts),
  progress(parts),
  begin(parts),
  download(parts),
];
