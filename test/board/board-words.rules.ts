// What the board says of its figures, and the page made of a snapshot.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { presentBoard } from '../../server/board/board-presenter.ts';
import { loadCatalogue } from '../../server/http/catalogue.ts';
import { type BoardRow, type BoardSnapshot, boardCounters } from '../../server/protocol/board.ts';
import { type BoardCluster, boardLayoutsSchema } from '../../server/protocol/board-layout.ts';
import {
  type BoardStatus,
  boardFigures,
  closingTicker,
  clusterSentence,
  type Say,
  signedShare,
  stageKey,
  tickerKey,
} from '../../server/protocol/board-words.ts';
import { parseRegions } from '../../server/regions/index.ts';
import { initialStatus } from '../../server/sessions/index.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(at(path), 'utf8');
const catalogue = loadCatalogue(at('templates/catalogue'), { strict: true });
const say: Say = (key, parameters) => catalogue.text('id', `board.client.${key}`, parameters);
const regions = parseRegions(read('server/regions/data/regions-2020.csv'));
const layouts = boardLayoutsSchema.parse(JSON.parse(read('server/regions/data/board-layout.json')));
const layout = layouts['indonesia-2020'];

const snapshotOf = (rows: BoardRow[], phase: BoardSnapshot['phase']): BoardSnapshot => ({
  v: 1,
  phase,
  counters: boardCounters(rows, rows.length * 5, { seats: 0, present: 0, signed: 0 }),
  rows,
  latest: rows.slice(0, 2).map((row) => row[0]),
});

const view = (
  snapshot: BoardSnapshot,
  { withLayout = true, signs = true, status = {} as Partial<BoardStatus> } = {},
) =>
  presentBoard(
    {
      snapshot,
      status: { ...initialStatus(), session: 'live', ceremony: 'signing', ...status },
      regions,
      layout: withLayout && layout ? { id: 'indonesia-2020', ...layout } : null,
      campaign: { shortName: 'Kampanye', theme: 'Tema' },
      isRehearsal: false,
      signs,
      say,
    },
    new Date('2020-10-07T03:44:00Z'),
  );

const rowsIn = (state: 0 | 1 | 2 | 3): BoardRow[] =>
  regions.map((region) => [region.code, state, 5, state > 0 ? 5 : 0, state === 3 ? 5 : 0]);

describe('board words', () => {
  it('puts a cluster into one sentence, the strongest state first', () => {
    expect(clusterSentence('Jawa Tengah', [3, 3, 2, 1, 1], say)).to.equal(
      'Jawa Tengah: 5 daerah. 2 telah menandatangani, 1 lengkap, 2 sebagian hadir.',
    );
    expect(clusterSentence('Aceh', [], say)).to.equal('Aceh: tidak menyelenggarakan pemilihan');
  });

  it('leads with presence, then with signatures; seats are the denominator of officials', () => {
    const { counters } = snapshotOf(rowsIn(1), 'presence');
    const keys = (phase: BoardSnapshot['phase']) =>
      boardFigures(counters, phase).map((figure) => figure.key);
    expect(keys('presence')).to.deep.equal(['present', 'officials', 'signed']);
    expect(keys('signing')).to.deep.equal(['signed', 'present', 'officials']);
    expect(keys('frozen')[0]).to.equal('present');
    expect(boardFigures(counters, 'presence')[1]?.total).to.equal(1350);
  });

  it('names the stage by the state that matters most', () => {
    expect(stageKey({ session: 'live', ceremony: 'signing' })).to.equal('signing');
    expect(stageKey({ session: 'live', ceremony: 'late' })).to.equal('late');
    expect(stageKey({ session: 'ended', ceremony: 'sealed' })).to.equal('sealed');
    expect(stageKey({ session: 'ended', ceremony: 'signing' })).to.equal('ended');
    expect(stageKey({ session: 'draft', ceremony: 'idle' })).to.equal('scheduled');
  });

  it('says "signed" in the ticker only when all of it is', () => {
    expect(tickerKey([3, 3])).to.equal('signed');
    expect(tickerKey([3, 2])).to.equal('changed');
    expect(tickerKey([])).to.equal('changed');
  });

  it('ends the ticker with the result, and only when the board stands still or all have signed', () => {
    const closing = (state: 0 | 1 | 3, phase: BoardSnapshot['phase']) =>
      closingTicker(snapshotOf(rowsIn(state).slice(0, 9), phase), say);
    expect(closing(1, 'signing')).to.equal(undefined);
    expect(closing(3, 'signing')?.title).to.equal('Lengkap');
    expect(closing(1, 'frozen')?.title).to.equal('Hasil akhir');
    expect(closing(1, 'frozen')?.name).to.match(/^\d+ dari 9 daerah tercatat hadir$/);
    const signed = snapshotOf([...rowsIn(3).slice(0, 5), ...rowsIn(1).slice(5, 9)], 'frozen');
    expect(closingTicker(signed, say)?.name).to.equal('5 dari 9 daerah telah menandatangani ikrar');
  });

  it('measures the ribbon', () => {
    expect(signedShare(snapshotOf(rowsIn(3), 'signing').counters)).to.equal('100%');
    expect(signedShare(snapshotOf([], 'signing').counters)).to.equal('0%');
  });
});

describe('board page', () => {
  it('shows every region once, in 34 clusters, the provincial government first', () => {
    const { clusters } = view(snapshotOf(rowsIn(2), 'presence'));
    const codes = clusters.flatMap((cluster) => cluster.tiles.map((tile) => tile.code));
    expect(clusters).to.have.length(34);
    expect(codes).to.have.length(270);
    expect(new Set(codes).size).to.equal(270);
    expect(
      clusters.filter((cluster) => cluster.absent).map((cluster) => cluster.name),
    ).to.deep.equal(['Aceh', 'DKI Jakarta']);
    const sumbar = clusters.find((cluster) => cluster.name === 'Sumatera Barat');
    expect(sumbar?.tiles[0]?.name).to.match(/^Provinsi|Sumatera Barat/);
  });

  it('lists by province where there is no layout', () => {
    const { layout: id, clusters } = view(snapshotOf(rowsIn(1), 'presence'), {
      withLayout: false,
    });
    expect(id).to.equal(null);
    expect(clusters).to.have.length(32);
    expect(clusters.reduce((sum, cluster) => sum + cluster.total, 0)).to.equal(270);
  });

  it('is about presence alone where nothing is signed', () => {
    const { figures, legend } = view(snapshotOf(rowsIn(2), 'presence'), { signs: false });
    expect(figures.map((figure) => figure.key)).to.deep.equal(['present', 'officials']);
    expect(legend.map((row) => row.state)).to.deep.equal([2, 1, 0]);
  });

  it('says that it is whole when every region has signed', () => {
    const whole = view(snapshotOf(rowsIn(3), 'signing'));
    expect(whole.ticker.title).to.equal('Lengkap');
    expect(whole.clusters.filter((cluster) => cluster.full)).to.have.length(32);
    expect(whole.share).to.equal('100%');
  });
});

describe('board layout', () => {
  /** What a cluster covers: its heading, and each row as far as it has tiles. */
  const partsOf = (cluster: BoardCluster) => {
    const { x, y, columns, name, short } = cluster;
    const tiles = regions.filter((region) => region.provinceCode === cluster.province).length;
    const count = cluster.absent ? columns : tiles;
    const heading = { name, left: x, top: y, right: x + short.length * 0.34, bottom: y + 0.8 };
    const rows = Array.from({ length: Math.ceil(count / columns) }, (_, row) => ({
      name,
      left: x,
      top: y + 0.8 + row,
      right: x + Math.min(columns, count - row * columns),
      bottom: y + 1.8 + row,
    }));
    return [heading, ...rows];
  };

  it('leaves no cluster on another, within the grid', () => {
    const parts = (layout?.clusters ?? []).flatMap(partsOf);
    for (const [index, a] of parts.entries()) {
      expect(a.right, a.name).to.be.at.most(layout?.columns ?? 0);
      expect(a.bottom, a.name).to.be.at.most(layout?.rows ?? 0);
      for (const b of parts.slice(index + 1)) {
        if (a.name === b.name) continue;
        const apart =
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart, `${a.name} and ${b.name}`).to.equal(true);
      }
    }
  });

  it('has a place for every province of the region set', () => {
    const placed = new Set(layout?.clusters.map((cluster) => cluster.province));
    expect(regions.filter((region) => !placed.has(region.provinceCode))).to.deep.equal([]);
  });

  it('says until when signing goes on, that it is paused, and with what it was sealed', () => {
    const signing = snapshotOf(rowsIn(2), 'signing');
    const until = { signingEndsAt: '2020-10-07T03:55:00.000Z' };
    expect(view(signing, { status: until }).stage).to.contain('sampai 10.55 WIB');
    const paused = { ...until, signingPausedAt: '2020-10-07T03:50:00.000Z' };
    expect(view(signing, { status: paused }).stage).to.equal('Penandatanganan dijeda');
    const root = '0123456789abcdef'.repeat(4);
    const sealed = { root, size: 1_205, signatures: 1_204, at: '2020-10-07T04:02:45.000Z' };
    const last = view(snapshotOf(rowsIn(3), 'frozen'), {
      status: { session: 'ended', ceremony: 'sealed', sealed },
    });
    expect(last.stage).to.equal('Ikrar disegel');
    expect(last.ticker.title).to.equal('Ikrar disegel 7 Oktober 2020, 11.02.45 WIB');
    expect(last.ticker.items.map(({ name }) => name).at(-1)).to.equal('1.204 tanda tangan');
    expect(last.ticker.root?.replaceAll(' ', '')).to.equal(`Akar${root}`);
  });
});
