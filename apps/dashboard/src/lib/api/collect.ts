/** What became of an uploaded file, row by row where a row was refused. */
export interface CollectReport {
  received: number;
  accepted: number;
  corrected: number;
  duplicate: number;
  refused: number;
  refusals: { row: number; column: string; kind: string; reason: string }[];
}

/** Sends a CSV file to the API's door. Throws an Error whose message is the API's own, or empty when nothing answered. */
export async function sendCsv(file: File): Promise<CollectReport> {
  const source = `file:${file.name}`.slice(0, 100);
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch(`/collect/csv?source=${encodeURIComponent(source)}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', 'apollo-require-preflight': 'true' },
      body: file,
    });
    body = await answer.json();
  } catch {
    throw new Error('');
  }
  if (!answer.ok) {
    const { message } = body as { message?: string };
    throw new Error(message ?? '');
  }
  return body as CollectReport;
}
