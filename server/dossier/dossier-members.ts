// A dossier's files, one after the other: minutes, roll, press table, evidence. What they are and
// what they add up to comes last, because it is counted and hashed while the others are sent.
import { canonicalJson } from '../core/canonical.ts';
import { type CountedMember, countedMember } from '../core/counted-member.ts';
import type { ZipSource } from '../core/zip-stream.ts';
import { exportFile, OUTSIDE } from '../reports/index.ts';
import type { SessionDocument } from '../sessions/index.ts';
import type { Dossier } from './dossier-model.ts';
import { readmeText } from './dossier-readme.ts';
import type { RollSources } from './dossier-sources.ts';
import { pressTable } from './press-table.ts';
import { type RollWords, rollColumns } from './roll-columns.ts';
import { rollRows } from './roll-rows.ts';
import { createRollTotals, type RollTotals } from './roll-totals.ts';

export interface DossierOrder {
  dossier: Dossier;
  session: SessionDocument;
  words: RollWords;
  /** The sealed minutes as they were issued. */
  minutes: Uint8Array;
  /** The evidence bundle: its file's name and its bytes, read when its turn comes. */
  evidence: { name: string; open(): Promise<AsyncIterable<Uint8Array>> };
}

/** Begins each name in a rehearsal's dossier, so that no file of it is taken for the event's. */
export const REHEARSAL_MARK = 'GLADI-';

/** The members of `berkas-acara-<slug>.zip`. */
export async function* dossierMembers(
  sources: RollSources,
  order: DossierOrder,
): AsyncGenerator<ZipSource, void, undefined> {
  const { session, dossier, minutes, evidence } = order;
  const mark = session.kind === 'rehearsal' ? REHEARSAL_MARK : '';
  const sent: CountedMember[] = [];
  const member = (name: string, bytes: ZipSource['bytes'], compress = false) =>
    countedMember({ name: `${mark}${name}`, bytes, compress }, sent);
  const totals = createRollTotals();
  yield member(`berita-acara-${dossier.minutes.number}.pdf`, [minutes]);
  yield member('daftar-hadir.xlsx', await rollFile(sources, order, totals));
  yield member('untuk-pers.csv', await pressFile(sources, order, totals), true);
  yield member(evidence.name, await evidence.open());
  const summary = summaryOf(order, totals, [...sent]);
  yield member('ringkasan.json', [Buffer.from(canonicalJson(summary), 'utf8')], true);
  const readme = readmeText(
    { session, dossier, sent, totals: totals.whole() },
    order.words.dossier,
  );
  yield { name: `${mark}BACA-DAHULU.txt`, bytes: [Buffer.from(readme, 'utf8')], compress: true };
}

async function rollFile(
  sources: RollSources,
  { session, words }: DossierOrder,
  totals: RollTotals,
) {
  const { declaration } = await sources.campaignOf(session);
  const columns = rollColumns(words, {
    clauses: declaration?.clauses.length ?? 0,
    date: session.date,
  });
  const { records } = sources.reports.seats(session);
  async function* rows() {
    for await (const row of rollRows(sources, session, records)) {
      totals.add(row);
      yield columns.map((column) => column.of(row));
    }
  }
  const name = words.dossier(session.kind === 'rehearsal' ? 'roll.rehearsal' : 'roll.name');
  return exportFile({ name, columns, rows: rows() }, 'xlsx');
}

async function pressFile(
  { reports }: RollSources,
  { session, words }: DossierOrder,
  totals: RollTotals,
) {
  const { regions } = await reports.readReport(session);
  // As in the minutes: a region with a withdrawn signature does not count as one that signed.
  const withdrawn = new Set(
    totals.regions().flatMap((one) => (one.withdrawn > 0 ? [one.code] : [])),
  );
  const signed = regions.filter(({ state, code }) => state === 3 && !withdrawn.has(code));
  return exportFile(
    pressTable({
      regions: totals.regions(),
      regionsSigned: new Set(signed.map(({ code }) => code)),
      outside: OUTSIDE,
      words: words.dossier,
    }),
    'csv',
  );
}

/** The same for programs: `ikrar/berkas-acara/1`. */
function summaryOf({ session, dossier }: DossierOrder, totals: RollTotals, files: CountedMember[]) {
  const { _id: id, slug, title, date, kind } = session;
  return {
    format: 'ikrar/berkas-acara/1',
    session: { id, slug, title, date, kind },
    madeAt: dossier.madeAt.toISOString(),
    minutes: dossier.minutes.number,
    totals: { ...totals.whole() },
    files,
  };
}
