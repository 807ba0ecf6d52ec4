// Where each picture of the stage stands, and under which name.
import { expect } from 'chai';
import { arrange, nameOf, type Picture } from '../../client/media/arrange.ts';
import type { OnStage, StageView } from '../../server/protocol/stage.ts';

const on = (code: string, role: OnStage['role'] = 'speaker'): OnStage => ({
  who: `m-${code}`,
  person: `m-1-${code}`,
  role,
  title: `Jabatan ${code}`,
  muted: false,
});
const view = (onStage: OnStage[], more: Partial<StageView> = {}): StageView => ({
  ...{ version: 1, onStage, shown: null, floor: null, queue: [], hands: 0 },
  ...more,
});
const camera = (person: string): Picture => ({ person, source: 'camera' });
const screen = (person: string): Picture => ({ person, source: 'screen' });
const FLOOR = { who: 'p-x', title: 'Sekretaris Daerah', place: 'Kabupaten Kendal', muted: false };

describe('the windows of the stage', () => {
  it('show the speaker large and the interpreter in a window of their own', () => {
    const pictures = [camera('m-1-j'), camera('m-1-a')];
    const shown = arrange(pictures, view([on('a'), on('j', 'interpreter')], { shown: 'm-a' }));
    expect(shown).to.deep.equal({ main: camera('m-1-a'), interpreter: camera('m-1-j') });
  });

  it('give the large place to a shared screen, and keep the speaker small beside it', () => {
    const pictures = [camera('m-1-a'), screen('m-1-a'), camera('m-1-j')];
    const shown = arrange(pictures, view([on('a'), on('j', 'interpreter')], { shown: 'm-a' }));
    expect(shown.main).to.deep.equal(screen('m-1-a'));
    expect(shown.small).to.deep.equal(camera('m-1-a'));
    expect(shown.interpreter).to.deep.equal(camera('m-1-j'));
  });

  it('show whom the director chose, else who came last and has a picture', () => {
    const pictures = [camera('m-1-a'), camera('m-1-b')];
    const stage = [on('a'), on('b'), on('c')];
    expect(arrange(pictures, view(stage, { shown: 'm-a' })).main).to.deep.equal(camera('m-1-a'));
    expect(arrange(pictures, view(stage, { shown: 'm-c' })).main).to.deep.equal(camera('m-1-b'));
  });

  it('show who has the floor beside the speaker, or large when nobody else is seen', () => {
    const stage = view([on('a')], { shown: 'm-a', floor: FLOOR });
    const both = arrange([camera('m-1-a'), camera('p-x')], stage);
    expect(both).to.deep.equal({ main: camera('m-1-a'), floor: camera('p-x') });
    expect(arrange([camera('p-x')], stage)).to.deep.equal({ main: camera('p-x') });
  });

  it('never show a picture of somebody who is not on stage', () => {
    const pictures = [camera('p-x'), camera('m-1-z'), screen('p-x'), screen('m-1-z')];
    expect(arrange(pictures, view([]))).to.deep.equal({});
    // An earlier issue of the link is another identity.
    expect(arrange([camera('m-1-a')], view([{ ...on('a'), person: 'm-2-a' }]))).to.deep.equal({});
  });

  it('show the control room and its test picture as long as nobody is on stage', () => {
    expect(arrange([camera('penyaji-uji')], undefined).main).to.deep.equal(camera('penyaji-uji'));
    const both = [camera('penyaji-uji'), camera('m-1-a')];
    expect(arrange(both, view([on('a')])).main).to.deep.equal(camera('m-1-a'));
    expect(arrange([screen('k-1')], view([])).main).to.deep.equal(screen('k-1'));
    // Whose own picture it would be: it never comes back to them.
    expect(arrange([camera('penyaji-uji')], view([on('a')]), 'm-a')).to.deep.equal({});
  });

  it('name from the roster, and officials by office and region', () => {
    const stage = view([on('a')], { floor: FLOOR });
    expect(nameOf('m-1-a', stage)).to.deep.include({ title: 'Jabatan a', place: '' });
    expect(nameOf('p-x', stage)).to.deep.include({ place: 'Kabupaten Kendal' });
    expect(nameOf('penyaji-uji', stage)).to.equal(undefined);
  });
});
