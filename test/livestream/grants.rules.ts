// The table of roles and what each may do in the room.
import { expect } from 'chai';
import { TokenVerifier, TrackSource } from 'livekit-server-sdk';
import {
  connectionIdentity,
  createToken,
  grantFor,
  type LivestreamRole,
  personOf,
} from '../../server/livestream/grants.ts';

const ROLES: readonly LivestreamRole[] = ['director', 'speaker', 'reader', 'viewer'];

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

  it('shows those on stage; only director and speaker share a screen', () => {
    for (const role of ['director', 'speaker', 'reader'] as const) {
      expect(grantFor(role, 's1')).to.include({ hidden: false, canPublish: true });
    }
    const screens = ROLES.filter((role) =>
      grantFor(role, 's1').canPublishSources?.includes(TrackSource.SCREEN_SHARE),
    );
    expect(screens).to.deep.equal(['director', 'speaker']);
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
