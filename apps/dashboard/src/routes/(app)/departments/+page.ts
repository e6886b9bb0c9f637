import { CloseCurveQuery, DepartmentsQuery } from '#lib/api/departments-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { loopFilterOf, readDepartments } from '#lib/loops/departments-view.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const view = readDepartments(url.searchParams);
  const input = loopFilterOf(view);
  const { workspace } = await parent();
  return loadOrFail(url, async () => {
    const [{ departments: answer }, { closeCurve: curves }] = await Promise.all([
      request(fetch, DepartmentsQuery, { filter: input, by: view.by, clock: view.clock }),
      request(fetch, CloseCurveQuery, { filter: input, by: view.by, measure: view.measure, clock: view.clock }),
    ]);
    return { view, input, answer, curves, mayDrill: ['AGENT', 'LEAD', 'ADMIN'].includes(workspace.role) };
  });
};
