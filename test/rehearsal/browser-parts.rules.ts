// The few things of a browser that a rehearsal's official needs: cookies, and a form's fields.
import { expect } from 'chai';
import { createCookieJar } from '../../server/rehearsal/cookie-jar.ts';
import { findForms } from '../../server/rehearsal/form-fields.ts';

describe('the cookie jar', () => {
  it('keeps, replaces and forgets cookies as it is told', () => {
    const jar = createCookieJar();
    jar.store(['a=1; Path=/; HttpOnly', 'b=x=y; SameSite=Lax']);
    jar.store(['a=2; Path=/']);
    expect(jar.header()).to.equal('a=2; b=x=y');
    jar.store(['a=; Max-Age=0', 'b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT']);
    jar.store(undefined);
    expect(jar.header()).to.equal('');
  });
});

describe('the forms of a page', () => {
  it('come with address, method and hidden fields, their characters decoded', () => {
    const forms = findForms(`
      <form action="/cari"><input name="q"></form>
      <form method="post" action="/u/AB?x=1&amp;y=2" novalidate>
        <input type="hidden" name="_csrf" value="t&#x3D;&quot;1">
        <input name="name" value="tidak">
        <input type="radio" name="acting" value="a"><input type="radio" name="acting" value="b">
        <select name="zone"></select>
      </form>`);
    expect(forms).to.deep.equal([
      { action: '/cari', method: 'get', hidden: {}, fields: ['q'] },
      {
        action: '/u/AB?x=1&y=2',
        method: 'post',
        hidden: { _csrf: 't="1' },
        fields: ['name', 'acting', 'zone'],
      },
    ]);
  });
});
