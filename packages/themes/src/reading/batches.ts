const LINE_END = 0x0a;

/** The lines of a stream of bytes in pieces of whole lines, each of about so many bytes; a longer line is a piece of its own. */
export async function* lineBatches(bytes: AsyncIterable<Uint8Array>, { about }: { about: number }): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    held.push(chunk);
    length += chunk.length;
    if (length < about) continue;
    const end = chunk.lastIndexOf(LINE_END);
    if (end === -1) continue;
    const whole = joined([...held.slice(0, -1), chunk.subarray(0, end + 1)]);
    const rest = chunk.slice(end + 1);
    held = [rest];
    length = rest.length;
    yield* pieces(whole, about);
  }
  const rest = joined(held);
  if (rest.length > 0) yield* pieces(rest, about);
}

/** Cuts after the first line that ends beyond `about` bytes. */
function* pieces(lines: Uint8Array, about: number): Generator<Uint8Array, void, undefined> {
  for (let start = 0; start < lines.length; ) {
    const end = lines.length - start <= about ? lines.length : lines.indexOf(LINE_END, start + about) + 1 || lines.length;
    yield lines.slice(start, end);
    start = end;
  }
}

/** One array of its own, so that it can be handed to a thread. */
function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
