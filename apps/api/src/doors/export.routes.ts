import type { Readable } from 'node:stream';
import { CUSTOMER_READERS, HeedError, READERS } from '@heed/domain';
import { exportFeedback, feedbackTable, type FeedbackExportQuestion } from '@heed/measure';
import type { Request, Response } from 'express';
import type { Caller } from '../access/caller.ts';
import { BYTE_ORDER_MARK, EXPORT_FORMATS, SERVED, type ExportFormat } from '../export/export-format.ts';
import { createExportSlots } from '../export/export-slots.ts';
import { readFeedbackParameters } from '../export/feedback-parameters.ts';
import { sendExport } from '../export/send-export.ts';
import { writeTable } from '../export/write-table.ts';
import { createContext, filterFor } from '../graphql/context.ts';
import type { Heed } from '../heed.ts';
import { reportTo } from '../ops/log.ts';
import type { Route } from './route.ts';

/** A file that somebody asked for. */
interface Asked {
  /** Of the file, and of its measurements. */
  name: string;
  format: ExportFormat;
  bom: boolean;
  open(signal: AbortSignal): Promise<Readable>;
}

/** The doors to whole files: much at once, streamed, for spreadsheets and programs. */
export function exportRoutes(heed: Heed): Route[] {
  const slots = createExportSlots();
  const report = reportTo(heed.log);

  function setHeaders(response: Response, { name, format }: Asked): void {
    // Swedish dates are ISO 8601.
    const day = new Date(heed.now()).toLocaleDateString('sv-SE', { timeZone: heed.config.timeZone });
    response.attachment(`${name}-${day}.${format}`);
    response.setHeader('Content-Type', SERVED[format].contentType);
    if (SERVED[format].compressible) response.vary('Accept-Encoding');
  }

  async function send(request: Request, response: Response, caller: Caller, asked: Asked): Promise<void> {
    const { name, format, bom, open } = asked;
    if (request.method === 'HEAD') {
      setHeaders(response, asked);
      response.end();
      return;
    }
    const ended = heed.metrics.exporting({ name, format });
    let end: Parameters<typeof ended>[0] = { outcome: 'refused', bytes: 0 };
    let leave = (): void => undefined;
    const left = new AbortController();
    response.once('close', () => left.abort());
    try {
      leave = slots.take(caller.id);
      end = { outcome: 'failed', bytes: 0 };
      const bytes = await open(left.signal);
      setHeaders(response, asked);
      const gzip = SERVED[format].compressible && request.acceptsEncodings(['gzip', 'identity']) === 'gzip';
      if (gzip) response.setHeader('Content-Encoding', 'gzip');
      if (bom && format === 'csv') bytes.unshift(BYTE_ORDER_MARK);
      const { error, ...sent } = await sendExport(bytes, response, { gzip });
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

  const feedback = (format: ExportFormat): Route => ({
    method: 'get',
    path: `/export/feedback.${format}`,
    access: READERS,
    queryToken: true,
    async handle(request, response, caller) {
      if (!caller) throw new Error('an export without a caller');
      heed.gate.assertOwnSite(request);
      response.setHeader('Cache-Control', 'private, no-store');
      // The address may hold a token.
      response.setHeader('Referrer-Policy', 'no-referrer');
      const { filter, customers, bom } = readFeedbackParameters(new URL(request.url, 'http://localhost').searchParams);
      const mayName = CUSTOMER_READERS.includes(caller.role);
      if (customers && !mayName) throw new HeedError('FORBIDDEN', `Who customers are is shown to ${CUSTOMER_READERS.join(', ')}; leave customers out.`);
      const question: FeedbackExportQuestion = {
        filter: filterFor(createContext(heed, caller), filter),
        customers: customers ? 'person' : mayName ? 'key' : 'none',
        calendar: heed.calendar(),
      };
      await send(request, response, caller, {
        name: 'feedback',
        format,
        bom,
        async open(signal) {
          if (format !== 'xlsx') return exportFeedback(heed.store, { ...question, format, signal });
          return writeTable(await feedbackTable(heed.store, { ...question, signal }), { format, name: 'Feedback' });
        },
      });
    },
  });

  return EXPORT_FORMATS.map(feedback);
}
