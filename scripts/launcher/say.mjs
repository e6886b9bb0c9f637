/** A mistake or an obstacle that one sentence explains; the launcher prints it without a stack trace. */
export class Failure extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Prints one line about the launcher's own work, on stderr so that a command's output stays clean. */
export function say(line) {
  process.stderr.write(`heed: ${line}\n`);
}

/** Prints a heading between the parts of a long command. */
export function heading(title) {
  process.stderr.write(`\n── ${title} ${'─'.repeat(Math.max(0, 74 - title.length))}\n`);
}

/** Milliseconds as people read them: "0.4 s", "1 min 20 s". */
export function seconds(milliseconds) {
  const total = milliseconds / 1000;
  if (total < 59.95) return `${total.toFixed(1)} s`;
  const rounded = Math.round(total);
  return `${Math.floor(rounded / 60)} min ${rounded % 60} s`;
}
