const LINE_END = 0x0a;

/**
 * The rows of a stream of JSONCompactEachRow, each an array of its cells, as soon as they have arrived. Line ends inside of
 * texts are escaped, so that what stands between two is a row.
 */
export async function* rowsOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<unknown[], void, undefined> {
  let begun: Buffer[] = [];
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(LINE_END);
    if (end === -1) {
      begun.push(chunk);
      continue;
    }
    const lines = Buffer.concat([...begun, chunk.subarray(0, end)]).toString();
    begun = [chunk.subarray(end + 1)];
    yield* JSON.parse(`[${lines.replaceAll('\n', ',')}]`) as unknown[][];
  }
}
