/** The largest payloads whose length fits into the head of a frame as it stands, and into two bytes (RFC 6455, 5.2). */
const SHORT = 125;
const MEDIUM = 65_535;
/** The last frame of a message, which is text. */
const TEXT = 0x81;

/**
 * The head of a text frame from a server, and the beginning of its message, as one piece: the rest of the message, `rest` bytes,
 * is written behind it and may be shared by thousands of connections.
 */
export function frameHead(beginning: string, rest: number): Buffer {
  const written = Buffer.byteLength(beginning);
  const length = written + rest;
  const size = length <= SHORT ? 2 : length <= MEDIUM ? 4 : 10;
  const head = Buffer.allocUnsafe(size + written);
  head[0] = TEXT;
  if (size === 2) head[1] = length;
  else if (size === 4) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  head.write(beginning, size);
  return head;
}
