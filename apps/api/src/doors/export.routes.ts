import type { Readable } from 'node:stream';
import { CUSTOMER_READERS, HeedError, READERS } from '@heed/domain';
import { createClocks, exportLoops, loopsTable, type LoopsExportQuestion } from '@heed/loops';
import { explorationTable, exportFeedback, feedbackTable, measureExploration, measureThemes, themesTable, type FeedbackExportQuestion } from '@heed/measure';
import type { Request, Response } from 'express';
import type { Caller } from '../access/caller.ts';
import { BYTE_ORDER_MARK, EXPORT_FORMATS, SERVED, type ExportFormat } from '../export/export-format.ts';
import { createExportSlots } from '../export/export-slots.ts';
import { readExploreParameters } from '../export/explore-parameters.ts';
import { readLoopParameters } from '../export/loop-parameters.ts';
import { readFeedbackParameters } from '../export/feedback-parameters.ts';
import { sendExport } from '../export/send-export.ts';
import { readThemeParameters } from '../export/theme-parameters.ts';
import { writeTable } from '../export/write-table.ts';
import { filterFor } from '../graphql/context.ts';
import { knownAttributes } from '../graphql/known-attributes.ts';
import type { Heed } from '../heed.ts';
import { scopedLoopFilter } from '../modules/loop/read-loop-filter.ts';
import { groupsOf, knownThemes, namedTheme } from '../modules/theme/known-themes.ts';
import { groupNames } from '../modules/theme/with-themes.ts';
import { reportTo } from '../ops/log.ts';
import type { Route } from './route.ts';

/** More themes than this nobody has. */
const MOST_THEMES = 1_000;

/** A file that somebody asked for, and may have. */
interface Asked {
  /** With a byte order mark, if it is CSV. */
  bom: boolean;
  /** Its bytes; they end when `signal` does. */
  open(signal: AbortSignal): Promise<Readable>;
}

/** Understands what an address asks for. Throws what is wrong with it before anything is read. */
type Understand = (search: URLSearchParams, asking: { caller: Caller; format: ExportFormat }) => Asked;

/** The doors to whole files: much at once, streamed, for spreadsheets and programs. */
export function exportRoutes(heed: Heed): Route[] {
  const slots = createExportSlots();
  const report = reportTo(heed.log);

  function setHeaders(response: Response, { name, format }: { name: string; format: ExportFormat }): void {
    // Swedish dates are ISO 8601.
    const day = new Date(heed.now()).toLocaleDateString('sv-SE', { timeZone: heed.config.timeZone });
    response.attachment(`${name}-${day}.${format}`);
    response.setHeader('Content-Type', SERVED[format].contentType);
    if (SERVED[format].compressible) response.vary('Accept-Encoding');
  }

  async function send(request: Request, response: Response, { caller, name, format, bom, open }: Asked & { caller: Caller; name: string; format: ExportFormat }): Promise<void> {
    const ended = heed.metrics.exporting({ name, format });
    let end: Parameters<typeof ended>[0] = { outcome: 'refused', bytes: 0 };
    let leave = (): void => undefined;
    const left = new AbortController();
    response.once('close', () => left.abort());
    try {
      leave = slots.take(caller.id);
      end = { outcome: 'failed', bytes: 0 };
      const bytes = await open(left.signal);
      const gzip = SERVED[format].compressible && request.acceptsEncodings(['gzip', 'identity']) === 'gzip';
      const begin = (): void => {
        setHeaders(response, { name, format });
        if (gzip) response.setHeader('Content-Encoding', 'gzip');
        if (bom && format === 'csv') bytes.unshift(BYTE_ORDER_MARK);
      };
      const { error, ...sent } = await sendExport(bytes, response, { gzip, begin });
      end = sent;
      if (error !== undefined && !(error instanceof HeedError)) report(error);
    } catch (error) {
      if (!left.signal.aborted) throw error;
      end = { outcome: 'left', bytes: 0 };
    } finally {
      leave();
      ended(end);
    }
  }

  /** A door for each format of what is named `name`: in the address, of the file, and in measurements. */
  const routesOf = (name: string, understand: Understand): Route[] =>
    EXPORT_FORMATS.map((format) => ({
      method: 'get',
      path: `/export/${name}.${format}`,
      access: READERS,
      queryToken: true,
      async handle(request, response, caller) {
        if (!caller) throw new Error('an export without a caller');
        heed.gate.assertOwnSite(request);
        response.setHeader('Cache-Control', 'private, no-store');
        // The address may hold a token.
        response.setHeader('Referrer-Policy', 'no-referrer');
        const asked = understand(new URL(request.url, 'http://localhost').searchParams, { caller, format });
        if (request.method !== 'HEAD') return send(request, response, { ...asked, caller, name, format });
        setHeaders(response, { name, format });
        response.end();
      },
    }));

  const feedback = routesOf('feedback', (search, { caller, format }) => {
    const { filter, customers, bom } = readFeedbackParameters(search);
    const mayName = CUSTOMER_READERS.includes(caller.role);
    if (customers && !mayName) throw new HeedError('FORBIDDEN', `Who customers are is shown to ${CUSTOMER_READERS.join(', ')}; leave customers out.`);
    const question: FeedbackExportQuestion = {
      filter: filterFor({ heed, caller }, filter),
      customers: customers ? 'person' : mayName ? 'key' : 'none',
      calendar: heed.calendar(),
    };
    return {
      bom,
      async open(signal) {
        if (format !== 'xlsx') return exportFeedback(heed.store, { ...question, format, signal });
        return writeTable(await feedbackTable(heed.store, { ...question, signal }), { format, name: 'Feedback' });
      },
    };
  });

  const explore = routesOf('explore', (search, { caller, format }) => {
    const { question, bom } = readExploreParameters(search, { heed, caller });
    const known = knownAttributes({ heed, caller });
    return {
      bom,
      async open() {
        // Whoever names a number of groups wants the rest pooled, as on the screen; otherwise every group is a line.
        const result = await measureExploration(heed.store, { question, calendar: heed.calendar(), all: question.first === undefined, known });
        const names = groupNames({ heed });
        return writeTable(explorationTable(result, { nameOf: (key) => names({ dimension: 'theme' }, key) }), { format, name: 'Explore' });
      },
    };
  });

  const loops = routesOf('loops', (search, { caller, format }) => {
    const { filter, bom } = readLoopParameters(search);
    const calendar = heed.calendar();
    const clocks = createClocks(heed.loopSettings());
    const question: LoopsExportQuestion = {
      filter: scopedLoopFilter({ heed, caller }, filter),
      customers: CUSTOMER_READERS.includes(caller.role) ? 'key' : 'none',
      calendar,
      workedSince2000: (department) => clocks.of(department).since2000(calendar.now),
    };
    return {
      bom,
      async open(signal) {
        if (format !== 'xlsx') return exportLoops(heed.store, { ...question, format, signal });
        return writeTable(await loopsTable(heed.store, { ...question, signal }), { format, name: 'Loops' });
      },
    };
  });
  const themes = routesOf('themes', (search, { caller, format }) => {
    const { filter, metric, order, grouped, asThen, bom } = readThemeParameters(search);
    const scoped = filterFor({ heed, caller }, filter);
    return {
      bom,
      async open() {
        const known = knownThemes({ heed });
        const result = await measureThemes(heed.store, { metric, filter: scoped, orderBy: order, asThen, first: MOST_THEMES, ...(grouped && { groups: groupsOf(known) }), calendar: heed.calendar() });
        return writeTable(themesTable(result, { themeOf: (id) => namedTheme(known, { id, asThen }) }), { format, name: 'Themes' });
      },
    };
  });
  const known = [...feedback, ...explore, ...loops, ...themes];
  // The dashboard would answer otherwise, and the address may hold a token that is none of its business.
  const unknown: Route = {
    method: 'get',
    path: '/export/*path',
    access: 'everyone',
    handle() {
      throw new HeedError('NOT_FOUND', `There is no such export; there are ${known.map(({ path }) => path).join(', ')}.`);
    },
  };
  return [...known, unknown];
}
