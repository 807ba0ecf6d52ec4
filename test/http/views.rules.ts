// Pages as they are rendered: escaped, closed to prototypes, and within a strict content policy.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { loadCatalogue } from '../../server/http/catalogue.ts';
import {
  createViews,
  formatDate,
  formatNumber,
  formatTime,
  type PageView,
} from '../../server/http/views/index.ts';
import { ICONS, SCRIPT_ICONS } from '../../server/http/views/ornament/icons.ts';
import { USED_SYMBOLS, withUsedSymbols } from '../../server/http/views/ornament/sprite.ts';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));
const catalogue = loadCatalogue(join(templates, 'catalogue'), { strict: true });
const assets = {
  tags: () => ({ styles: ['/assets/a.css'], scripts: ['/assets/a.js'], modules: [], preloads: [] }),
};

const page = (view: object, more: Partial<PageView> = {}): PageView => ({
  page: 'error',
  entry: 'error',
  title: 'Contoh',
  language: 'id',
  path: '/contoh?a=1',
  campaign: {
    name: 'Kampanye',
    shortName: 'Kampanye',
    theme: 'Tema',
    host: 'Lembaga <Contoh>',
    hostShort: 'LC',
    emblemText: 'LEMBAGA',
  },
  nav: [],
  csrfToken: 'tanda',
  view,
  ...more,
});

describe('views', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ikrar-views-'));
  const render = (source: string, view: object): string => {
    const name = `t${readdirSync(dir).length}`;
    writeFileSync(join(dir, `${name}.hbs`), source);
    const views = createViews({ templatesDir: dir, catalogue, assets });
    return views.render(name, view, { language: 'id' });
  };
  before(() => mkdirSync(join(dir, 'partials'), { recursive: true }));
  after(() => rmSync(dir, { recursive: true }));

  it('escapes whatever a view or the campaign holds', () => {
    const views = createViews({ templatesDir: templates, catalogue, assets });
    const html = views.page('error', page({ title: '<b>"x"', detail: '</p><script>' }));
    expect(html).to.include('&lt;b&gt;&quot;x&quot;');
    expect(html).to.include('Lembaga &lt;Contoh&gt;');
    expect(html).not.to.include('</p><script>');
  });

  it('keeps data from ending the JSON block', () => {
    const views = createViews({ templatesDir: templates, catalogue, assets });
    const data = { text: '</script><!--\u2028' };
    const html = views.page('error', page({ title: 'a', detail: 'b' }, { data }));
    const block = /id="data-halaman">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(block).not.to.match(/[<>\u2028]/);
    expect(JSON.parse(block).data).to.deep.equal(data);
  });

  it('does not reach into prototypes', () => {
    expect(render('{{constructor.name}}{{__proto__.x}}{{toString}}', {})).to.equal('');
  });

  it('gives figures of one page different ids', () => {
    const html = render('{{ring 1 2}}{{ring 1 2}}{{seal text="A" label="B"}}', {});
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const [, used] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).to.include(used);
  });

  it('moves a ring by one attribute', () => {
    expect(render('{{ring 41 270 tone="merah"}}', {})).to.match(
      /data-ring[^>]*pathLength="270"[^>]*stroke-dasharray="41 270"/,
    );
  });

  it('takes a field of the view before a helper of the same name', () => {
    expect(render('{{time}} {{time at}}', { time: '09.00', at: '2020-10-07T02:00:00Z' })).to.equal(
      '09.00 09.00 WIB',
    );
  });

  it('writes dates, times and numbers the Indonesian way', () => {
    const moment = '2020-10-07T03:43:52Z';
    expect(formatDate(moment, 'id', { weekday: true })).to.equal('Rabu, 7 Oktober 2020');
    expect(formatTime(moment, { seconds: true })).to.equal('10.43.52 WIB');
    expect(formatTime(moment, { zone: 'Asia/Jayapura' })).to.equal('12.43 WIT');
    expect(formatNumber(1238, 'id')).to.equal('1.238');
    expect(formatDate('2020-10-07T20:00:00Z', 'id')).to.equal('8 Oktober 2020');
  });

  it('has no inline style, script or handler in any template', () => {
    const files = readdirSync(templates, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.hbs') && !file.startsWith('emails'))
      .map((file) => [file, readFileSync(join(templates, file), 'utf8')] as const);
    for (const [file, source] of files) {
      expect(source, file).not.to.match(/\sstyle=|\son[a-z]+=|<style|javascript:/i);
      for (const [tag] of source.matchAll(/<script[^>]*>/g)) {
        expect(tag, file).to.match(/type="application\/json"|src="/);
      }
    }
  });

  it('carries, where it carries few, every icon that it or a script shows', () => {
    const html = withUsedSymbols(`${USED_SYMBOLS}<use href="#i-gembok"/>`);
    const symbols = [...html.matchAll(/<symbol id="i-([a-z]+)"/g)].map(([, name]) => name);
    expect(symbols).to.have.members([...SCRIPT_ICONS, 'gembok']);
    const client = fileURLToPath(new URL('../../client', import.meta.url));
    const scripts = readdirSync(client, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(client, file), 'utf8'))
      .join('\n');
    const drawn = Object.keys(ICONS).filter((name) =>
      new RegExp(`'(i-)?${name}'|\\bi-${name}\\b`).test(scripts),
    );
    expect(SCRIPT_ICONS).to.include.members(drawn);
  });
});
