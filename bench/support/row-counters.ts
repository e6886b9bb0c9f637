import { createInflateRaw } from 'node:zlib';
import { parquetMetadata } from 'hyparquet';
import { download } from './download.ts';

/**
 * How many rows a downloaded file holds, each format counted in its own way and without the program's code: a figure of a
 * file that is not whole means nothing.
 */
export const ROW_COUNTERS: Readonly<Record<'csv' | 'ndjson' | 'parquet' | 'xlsx', (url: string) => Promise<number>>> = {
  /** Line ends outside of quotes, but for that of the header. */
  async csv(url) {
    let lines = 0;
    let quoted = false;
    await download(url, {
      onChunk(chunk) {
        for (const byte of chunk) {
          if (byte === 0x22) quoted = !quoted;
          else if (byte === 0x0a && !quoted) lines++;
        }
      },
    });
    return lines - 1;
  },
  async ndjson(url) {
    let lines = 0;
    await download(url, {
      onChunk(chunk) {
        for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, at + 1)) lines++;
      },
    });
    return lines;
  },
  /** The metadata at the end says it. */
  async parquet(url) {
    const chunks: Buffer[] = [];
    await download(url, { onChunk: (chunk) => void chunks.push(chunk) });
    const file = Buffer.concat(chunks);
    return Number(parquetMetadata(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)).num_rows);
  },
  /** Rows in the XML of the first sheet, which is the first file of the archive, but for the header. */
  async xlsx(url) {
    const inflate = createInflateRaw();
    let rows = 0;
    let rest = '';
    inflate.on('data', (xml: Buffer) => {
      const text = rest + xml.toString('latin1');
      for (let at = text.indexOf('<row '); at !== -1; at = text.indexOf('<row ', at + 1)) rows++;
      rest = text.slice(-4);
    });
    const done = new Promise((resolve, reject) => inflate.on('end', resolve).on('error', reject));
    let begun = false;
    await download(url, {
      onChunk(chunk) {
        if (inflate.writableEnded) return;
        // A local header: 30 bytes, the name, and what the two lengths in it say.
        inflate.write(begun ? chunk : chunk.subarray(30 + chunk.readUInt16LE(26) + chunk.readUInt16LE(28)));
        begun = true;
      },
    });
    inflate.end();
    await done;
    return rows - 1;
  },
};
