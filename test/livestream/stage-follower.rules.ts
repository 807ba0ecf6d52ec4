// What has to be done with who is in the media room, by what the stage wants.
import { expect } from 'chai';
import { TrackSource } from 'livekit-server-sdk';
import { permissionFor } from '../../server/livestream/grants.ts';
import { stepsFor, type Wanted } from '../../server/livestream/stage-follower.ts';

type Seen = Parameters<typeof stepsFor>[0][number];

/** Somebody as the engine lists them, set as a role is. */
const seen = (identity: string, ...as: Parameters<typeof permissionFor>): Seen =>
  // Only what the rule looks at.
  ({ identity, permission: permissionFor(...as), tracks: [] }) as unknown as Seen;

const wanted =
  (roles: Record<string, ReturnType<Wanted>>): Wanted =>
  (person) =>
    roles[person] ?? { role: 'viewer' };

describe('following the stage', () => {
  it('leaves alone who is as they should be', () => {
    const everybody = [
      seen('p-a.1', 'viewer'),
      seen('m-1-b.2', 'speaker'),
      seen('p-c.3', 'delegate'),
    ];
    const roles = wanted({ 'm-1-b': { role: 'speaker' }, 'p-c': { role: 'delegate' } });
    expect(stepsFor(everybody, roles)).to.deep.equal([]);
  });

  it('promotes every connection of a person in place', () => {
    const steps = stepsFor(
      [seen('p-a.1', 'viewer'), seen('p-a.2', 'viewer'), seen('p-b.1', 'viewer')],
      wanted({ 'p-a': { role: 'delegate' } }),
    );
    const permission = permissionFor('delegate');
    expect(steps).to.deep.equal([
      { kind: 'set', identity: 'p-a.1', permission },
      { kind: 'set', identity: 'p-a.2', permission },
    ]);
  });

  it('silences who leaves the stage before it hides them', () => {
    const steps = stepsFor([seen('p-a.1', 'delegate')], wanted({}));
    expect(steps.map((step) => step.kind === 'set' && step.permission.canPublish)).to.deep.equal([
      false,
      false,
    ]);
    expect(steps.map((step) => step.kind === 'set' && step.permission.hidden)).to.deep.equal([
      false,
      true,
    ]);
  });

  it('takes the microphone of who is muted and gives it back', () => {
    const muted = wanted({ 'm-1-b': { role: 'speaker', muted: true } });
    const [step] = stepsFor([seen('m-1-b.1', 'speaker')], muted);
    const sources = step?.kind === 'set' ? step.permission.canPublishSources : [];
    expect(sources).to.include(TrackSource.CAMERA).and.not.include(TrackSource.MICROPHONE);
    expect(stepsFor([seen('m-1-b.1', 'speaker', true)], muted)).to.deep.equal([]);
    const free = wanted({ 'm-1-b': { role: 'speaker', muted: false } });
    expect(stepsFor([seen('m-1-b.1', 'speaker', true)], free)).to.have.length(1);
  });

  it('sends away who must not be there, and never the test picture', () => {
    const nobody: Wanted = () => ({ role: 'nobody' });
    const everybody = [seen('m-1-b.1', 'viewer'), seen('penyaji-uji', 'director')];
    expect(stepsFor(everybody, nobody)).to.deep.equal([{ kind: 'remove', identity: 'm-1-b.1' }]);
  });

  it('finds an old token that still opens more than is wanted now', () => {
    expect(stepsFor([seen('k-old.1', 'director')], wanted({}))).to.have.length(2);
  });
});
