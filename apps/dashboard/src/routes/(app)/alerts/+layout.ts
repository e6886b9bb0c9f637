import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ parent }) => {
  const { workspace } = await parent();
  // Who decides what others are told of, and who may give addresses to send to.
  return { leads: ['LEAD', 'ADMIN'].includes(workspace.role), administers: workspace.role === 'ADMIN' };
};
