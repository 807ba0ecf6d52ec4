// For programs: campaigns that the token's owner has a role in, their regions and their sessions.
import { z } from 'zod';
import type { Campaign, CampaignStore } from '../campaigns/index.ts';
import { countField, idField, versionField } from '../http/api-schemas.ts';
import { afterOf, pageOf, pageQuery, pageSchema } from '../http/cursor.ts';
import { type AnyRoute, defineRoute } from '../http/define-route.ts';
import { programOf } from '../http/programs.ts';
import { json } from '../http/reply.ts';
import { roleIn } from '../http/staff-roles.ts';
import { sessionStateSchema } from '../protocol/session.ts';
import type { Region } from '../regions/index.ts';
import type { LiveSessions, SessionDocument } from '../sessions/index.ts';
import { campaignParams, getCampaign } from './api-input.ts';

export interface CampaignApiParts {
  campaigns: Pick<CampaignStore, 'find' | 'list'>;
  regionsOf(campaign: Campaign): Promise<Region[]>;
  live: Pick<LiveSessions, 'list'>;
}

const campaignSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  shortName: z.string(),
  theme: z.string(),
  host: z.strictObject({ name: z.string(), short: z.string() }),
  legalIssuer: z.string().nullable(),
  sample: z.boolean(),
  regionSet: z.string(),
  declaration: versionField.nullable(),
  offices: z.array(z.strictObject({ code: z.string(), title: z.string(), required: z.boolean() })),
});
const regionSchema = z.strictObject({
  code: z.string(),
  level: z.string(),
  name: z.string(),
  provinceCode: z.string(),
  province: z.string(),
  timezone: z.string(),
});
const sessionRowSchema = z.strictObject({
  id: idField,
  slug: z.string(),
  title: z.string(),
  kind: z.enum(['official', 'rehearsal']),
  date: z.iso.date(),
  startsAt: z.string(),
  endsAt: z.string(),
  state: sessionStateSchema,
  version: countField,
});

const campaignView = (one: Campaign): z.output<typeof campaignSchema> => ({
  id: one._id,
  name: one.name,
  shortName: one.shortName,
  theme: one.theme,
  host: { name: one.host.name, short: one.host.short },
  legalIssuer: one.legalIssuer,
  sample: one.sample,
  regionSet: one.regionSet.name,
  declaration:
    one.declaration && one.declarationSha256
      ? { version: one.declaration.version, sha256: one.declarationSha256 }
      : null,
  offices: one.seats.inRegions.map(({ code, title, required }) => ({ code, title, required })),
});
const regionView = ({ ordinal: _place, ...region }: Region): z.output<typeof regionSchema> => ({
  code: region.code,
  level: region.level,
  name: region.name,
  provinceCode: region.provinceCode,
  province: region.province,
  timezone: region.timezone,
});
const sessionRow = (one: SessionDocument): z.output<typeof sessionRowSchema> => ({
  id: one._id,
  slug: one.slug,
  title: one.title,
  kind: one.kind,
  date: one.date,
  startsAt: one.startsAt,
  endsAt: one.endsAt,
  state: one.status.session,
  version: one.status.version,
});

const WORD = /^[a-z0-9-]{1,80}$/;
const PLACE = /^\d{1,6}$/;
const SESSION = /^[\d-]{10} [a-z0-9]{16}$/;
/** By date, then by id: as they are listed to people. */
const sessionKey = ({ date, _id }: SessionDocument): string => `${date} ${_id}`;

const machine = { method: 'get', access: 'machine', scope: 'read:campaigns' } as const;

export const createCampaignApi = ({ campaigns, regionsOf, live }: CampaignApiParts): AnyRoute[] => [
  defineRoute({
    ...machine,
    path: '/api/v1/campaigns',
    reach: 'any',
    api: {
      name: 'campaigns',
      group: 'campaigns',
      answer: { schema: pageSchema(campaignSchema) },
    },
    input: { query: pageQuery },
    async handle({ query: { cursor, limit }, program }) {
      const { grants } = programOf(program);
      const after = afterOf(cursor, WORD) ?? '';
      const own = (await campaigns.list()).filter(
        ({ _id }) => roleIn(grants, _id) !== null && _id > after,
      );
      return json(pageOf(own, limit, { key: ({ _id }) => _id, view: campaignView }));
    },
  }),
  defineRoute({
    ...machine,
    path: '/api/v1/campaigns/:campaign',
    api: { name: 'campaign', group: 'campaigns', answer: { schema: campaignSchema } },
    input: { params: campaignParams },
    handle: async ({ params }) => json(campaignView(await getCampaign(campaigns, params.campaign))),
  }),
  defineRoute({
    ...machine,
    path: '/api/v1/campaigns/:campaign/regions',
    api: {
      name: 'campaignRegions',
      group: 'campaigns',
      answer: { schema: pageSchema(regionSchema) },
    },
    input: { params: campaignParams, query: pageQuery },
    async handle({ params, query: { cursor, limit } }) {
      const regions = await regionsOf(await getCampaign(campaigns, params.campaign));
      const after = Number(afterOf(cursor, PLACE) ?? -1);
      const rest = regions.filter(({ ordinal }) => ordinal > after);
      return json(pageOf(rest, limit, { key: ({ ordinal }) => `${ordinal}`, view: regionView }));
    },
  }),
  defineRoute({
    ...machine,
    path: '/api/v1/campaigns/:campaign/sessions',
    api: {
      name: 'campaignSessions',
      group: 'campaigns',
      answer: { schema: pageSchema(sessionRowSchema) },
    },
    input: { params: campaignParams, query: pageQuery },
    async handle({ params, query: { cursor, limit } }) {
      const { _id } = await getCampaign(campaigns, params.campaign);
      const after = afterOf(cursor, SESSION) ?? '';
      const own = live
        .list()
        .filter((one) => one.campaign === _id && sessionKey(one) > after)
        .sort((a, b) => (sessionKey(a) < sessionKey(b) ? -1 : 1));
      return json(pageOf(own, limit, { key: sessionKey, view: sessionRow }));
    },
  }),
];
