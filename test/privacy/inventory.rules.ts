// The inventory of personal data against the schemas: a field that nobody has looked at fails here.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { INVENTORY } from '../../server/privacy/index.ts';
import { readCatalogueFile } from './privacy-texts.ts';

const SERVER = fileURLToPath(new URL('../../server', import.meta.url));
/** Stored without a schema: by the driver, of the platform alone. */
const WITHOUT_SCHEMA = ['leases', 'migrations', 'migration_locks'];

const filesWithSchemas = (): string[] =>
  readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(SERVER, file))
    .filter((file) => readFileSync(file, 'utf8').includes('new Schema<'));

/** Collections and the names of their schemas' own fields, of every model there is. */
async function fieldsOfSchemas(): Promise<Map<string, Set<string>>> {
  const connection = mongoose.createConnection();
  for (const file of filesWithSchemas()) {
    const exported: Record<string, unknown> = await import(pathToFileURL(file).href);
    for (const [name, made] of Object.entries(exported)) {
      const isMaker = typeof made === 'function' && /(Models?|Store)$/.test(name);
      if (isMaker) made(connection);
    }
  }
  return new Map(
    Object.values(connection.models).map(({ collection, schema }) => {
      const own = Object.keys(schema.paths).map((path) => path.split('.')[0] ?? path);
      return [collection.collectionName, new Set(own.filter((path) => path !== '_id'))];
    }),
  );
}

const firstOf = (path: string): string => path.split('.')[0] ?? path;

describe('the inventory of personal data', () => {
  let schemas: Map<string, Set<string>>;
  before(async () => {
    schemas = await fieldsOfSchemas();
  });

  it('finds the schemas at all', () => {
    expect(schemas.size).to.be.above(45);
    expect(schemas.get('registrations')?.has('contact')).to.equal(true);
  });

  it('has every collection, once, and no other', () => {
    const names = INVENTORY.map(({ name }) => name);
    expect(names.toSorted()).to.deep.equal([...schemas.keys()].toSorted());
    expect(names.filter((name) => WITHOUT_SCHEMA.includes(name))).to.deep.equal([]);
  });

  it('has every field of every collection, and no other', () => {
    for (const { name, keep, erase = {} } of INVENTORY) {
      const listed = new Set([...keep, ...Object.keys(erase).map(firstOf)]);
      const known = schemas.get(name) ?? new Set();
      expect([...listed].toSorted(), name).to.deep.equal([...known].toSorted());
    }
  });

  it('says where a person is found in whatever is erased, and why the rest stays', () => {
    for (const { name, of, erase, remove, why } of INVENTORY) {
      if (erase || remove) expect(of, name).to.not.equal(undefined);
      if (!remove) expect(why, name).to.not.equal(undefined);
    }
  });

  it('shows a person every value that it erases, or hides it because it lets somebody in', () => {
    const notOwn = ['contact_import_rows', 'region_calls', 'certificates'];
    const cut = ['questions/seat', 'questions/region', 'questions/title', 'questions/place'];
    for (const { name, erase = {}, show = [], hidden = [], of } of INVENTORY) {
      if (!of || notOwn.includes(name)) continue;
      const seen = [...show, ...hidden].map(firstOf);
      for (const field of Object.keys(erase).map(firstOf)) {
        if (cut.includes(`${name}/${field}`) || field === 'registration') continue;
        expect(seen.includes(field) || field === 'data', `${name}/${field}`).to.equal(true);
      }
    }
  });

  it('has words for whatever it shows', () => {
    const { sections, fields } = readCatalogueFile('own-data');
    for (const { name, show } of INVENTORY) {
      if (!show) continue;
      expect(sections, name).to.have.property(name);
      for (const path of show) expect(fields, path).to.have.property(path.split('.').at(-1) ?? '');
    }
  });
});
