// The table of roles and what each may do in the room.
import { expect } from 'chai';
import { TokenVerifier, TrackSource } from 'livekit-server-sdk';
import {
  connectionIdentity,
  createToken,
  grantFor,
  permissionFor,
  personOf,
  LIVESTREAM_ROLES as ROLES,
} from '../../server/livestream/grants.ts';

describe('grants of the media room', () => {
  it('lets nobody send data, change metadata, manage rooms, or enter another session', () => {
    for (const role of ROLES) {
      const grant = grantFor(role, 's1');
      expect(grant).to.include({ roomJoin: true, room: 'ikrar-s1' });
      expect(grant).to.include({ canPublishData: false, canUpdateOwnMetadata: false });
      expect(grant).to.not.have.any.keys('roomAdmin', 'roomCreate', 'roomList', 'recorder');
    }
  });

  it('hides viewers, who only receive', () => {
    expect(grantFor('viewer', 's1')).to.include({ hidden: true, canPublish: false });
    expect(grantFor('viewer', 's1')).to.include({ canSubscribe: true });
    expect(grantFor('viewer', 's1').canPublishSources).to.equal(undefined);
  });

  it('shows everybody else, and lets each publish what their part needs', () => {
    const { CAMERA, MICROPHONE, SCREEN_SHARE, SCREEN_SHARE_AUDIO } = TrackSource;
    const voice = [CAMERA, MICROPHONE];
    const all = [...voice, SCREEN_SHARE, SCREEN_SHARE_AUDIO];
    const table = { director: all, speaker: all, hall: all, reader: voice, delegate: voice };
    for (const [role, sources] of Object.entries({ ...table, interpreter: [CAMERA] })) {
      const grant = grantFor(role as keyof typeof table, 's1');
      expect(grant, role).to.include({ hidden: false, canPublish: true });
      expect(grant.canPublishSources, role).to.deep.equal(sources);
    }
  });

  it('takes the microphone of who is muted, and nothing else', () => {
    for (const role of ROLES) {
      const muted = grantFor(role, 's1', true);
      const before = grantFor(role, 's1').canPublishSources ?? [];
      const left = before.filter((source) => source !== TrackSource.MICROPHONE);
      expect(muted.canPublishSources ?? [], role).to.deep.equal(left);
      expect(muted.hidden).to.equal(grantFor(role, 's1').hidden);
    }
  });

  it('sets a connected participant to the very same', () => {
    for (const role of ROLES) {
      for (const isMuted of [false, true]) {
        const { canPublish, canSubscribe, hidden, canPublishData, canPublishSources } = grantFor(
          role,
          's1',
          isMuted,
        );
        expect(permissionFor(role, isMuted), role).to.deep.equal({
          ...{ canPublish, canSubscribe, hidden, canPublishData },
          canUpdateMetadata: false,
          canPublishSources: canPublishSources ?? [],
        });
      }
    }
  });

  it('tells connections of one person apart, and knows the person again', () => {
    const identity = connectionIdentity('p-68a1.x', 'f00d');
    expect(identity).to.not.equal(connectionIdentity('p-68a1.x', 'beef'));
    expect(personOf(identity)).to.equal('p-68a1.x');
  });

  it('makes tokens of ten minutes that hold the identity and nothing else about a person', async () => {
    const keys = { apiKey: 'APIkey12345', apiSecret: 's'.repeat(40) };
    const token = await createToken({ ...keys, role: 'viewer', sessionId: 's1', identity: 'x9' });
    const claims = await new TokenVerifier(keys.apiKey, keys.apiSecret).verify(token);
    expect(claims.sub).to.equal('x9');
    expect((claims.exp ?? 0) - (claims.nbf ?? 0)).to.equal(600);
    expect(claims).to.not.have.any.keys('name', 'metadata', 'attributes', 'roomConfig');
    const other = new TokenVerifier(keys.apiKey, 't'.repeat(40)).verify(token);
    expect(
      await other.then(
        () => 'accepted',
        () => 'refused',
      ),
    ).to.equal('refused');
  });
});
