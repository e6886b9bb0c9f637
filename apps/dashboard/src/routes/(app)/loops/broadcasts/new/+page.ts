import { BroadcastChoicesQuery, BroadcastPreviewQuery } from '#lib/api/broadcasts-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request, RequestFailed } from '#lib/api/request.ts';
import { inboxFilter, readInbox } from '#lib/loops/inbox-view.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const view = readInbox(url.searchParams);
  const { me, mine } = await parent();
  const audience = inboxFilter(view, { me, departments: mine });
  // An audience that is too large is to be narrowed on this page: no reason to show another.
  const found = request(fetch, BroadcastPreviewQuery, { input: { name: '', audience, texts: [] } }).then(
    ({ broadcastPreview }) => ({ preview: broadcastPreview, refused: '' }),
    (cause: unknown) => {
      if (cause instanceof RequestFailed && cause.code === 'BAD_USER_INPUT') return { preview: null, refused: cause.message };
      throw cause;
    },
  );
  return loadOrFail(url, async () => {
    const [{ preview, refused }, { workspace, loopSettings }] = await Promise.all([found, request(fetch, BroadcastChoicesQuery, {})]);
    return { view, audience, preview, refused, mail: workspace.mail, templates: loopSettings.templates };
  });
};
