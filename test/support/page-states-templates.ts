// The pages of certificates' wordings: list, editor, comparison, trial run of names.
import { fieldsOfBlocks } from '../certificate-templates/templates-world.ts';
import type { PageState } from './page-state.ts';
import { shown, staff } from './page-state.ts';
import type { PageWorld } from './page-world.ts';

const LIST = '/kendali/naskah';
const EDIT = `${LIST}/:id`;

const by = ({ app }: PageWorld) => ({
  actor: { kind: 'staff' as const, id: 'uji', label: 'Petugas Uji' },
  address: '',
  session: app.session()._id,
});

/** A version of that name, made when there is none; `body` is the text under the name. */
async function version(world: PageWorld, name: string, body: string, publish = false) {
  const { templates } = world.app.ikrar.certificates.templates;
  const { campaign } = world.app.session();
  const known = (await templates.list(campaign)).find((one) => one.name === name);
  if (known) return known._id;
  const { source } = await templates.wordingOf(campaign, 'participation');
  const start = { campaign, kind: 'participation' as const, name, source };
  const { _id: id } = await templates.start(start, by(world));
  const blocks = Object.entries(fieldsOfBlocks('participation', { body })).map(
    ([key, text]) => [key.slice('blok-'.length), text] as const,
  );
  await templates.save({ id, revision: 1, name, blocks, by: by(world) });
  if (publish) await templates.publish({ id, revision: 2, replaces: '', by: by(world) });
  return id;
}

const SOUND =
  'atas keikutsertaan selama {{minutes}} menit dalam {{campaign}}{{#if theme}} dengan tema “{{theme}}”{{/if}}, {{eventDate}}.';
const draft = async (world: PageWorld) => `${LIST}/${await version(world, 'Bertema', SOUND)}`;
const published = async (world: PageWorld) =>
  `${LIST}/${await version(world, 'Resmi', `${SOUND}\nTerima kasih.`, true)}`;
const broken = async (world: PageWorld) =>
  `${LIST}/${await version(world, 'Belum selesai', 'selama {{minuts}} menit\n{{#each name}}')}`;

/** The wordings are there, then the page. */
const after = (path: string) => async (world: PageWorld) => {
  // One after the other: their numbers count up.
  await draft(world);
  await broken(world);
  await published(world);
  return path;
};

export const STATES_OF_TEMPLATES: PageState[] = [
  { name: 'naskah-awal', route: LIST, phase: 'scheduled', ...staff },
  {
    name: 'naskah-periksa-awal',
    route: `${LIST}/periksa`,
    phase: 'scheduled',
    ...staff,
    path: () => `${LIST}/periksa?jenis=declaration`,
  },
  { name: 'naskah', route: LIST, phase: 'doors', ...staff, path: after(LIST), english: true },
  { name: 'naskah-sunting', route: EDIT, phase: 'doors', ...staff, path: draft },
  { name: 'naskah-rusak', route: EDIT, phase: 'doors', ...staff, path: broken },
  { name: 'naskah-terbit', route: EDIT, phase: 'doors', ...staff, path: published },
  {
    name: 'naskah-cari',
    route: EDIT,
    phase: 'doors',
    ...staff,
    path: async (world) => `${await draft(world)}?cari=pejabat`,
  },
  {
    name: 'naskah-banding',
    route: `${LIST}/banding`,
    phase: 'doors',
    ...staff,
    path: after(`${LIST}/banding?jenis=participation&lama=bawaan`),
  },
  {
    name: 'naskah-periksa',
    route: `${LIST}/periksa`,
    phase: 'doors',
    ...staff,
    path: async (world) => {
      const { templates, checks } = world.app.ikrar.certificates.templates;
      const session = world.app.session();
      const id = (await published(world)).slice(LIST.length + 1);
      const source = (await templates.find(id))?.source ?? '';
      const wording = { version: 'uji/1', source: source.replace('Terima kasih.', '{{issuer}}') };
      await checks.start({ session, kind: 'participation', wording, name: 'Resmi, versi 1' });
      await checks.settled();
      return `${LIST}/periksa?jenis=participation`;
    },
    prepare: shown('.w-sebab'),
  },
];
