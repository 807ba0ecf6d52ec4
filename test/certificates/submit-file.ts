// The page's multipart form, sent as a browser without a script does.

/** Sends the page's own multipart form, as a browser without a script does. */
export async function submitFile(url: string, bytes: Buffer, type = 'application/pdf') {
  const opened = await fetch(`${url}/verifikasi`);
  const cookie = opened.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const token = /name="_csrf" value="([^"]+)"/.exec(await opened.text())?.[1] ?? '';
  const form = new FormData();
  form.set('_csrf', token);
  form.set('berkas', new Blob([new Uint8Array(bytes)], { type }), 'berkas.pdf');
  const answer = await fetch(`${url}/verifikasi`, {
    method: 'POST',
    body: form,
    headers: { cookie },
  });
  return { status: answer.status, text: await answer.text() };
}
