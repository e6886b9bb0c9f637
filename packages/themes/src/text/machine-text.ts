import { classOf, HALF, LETTER } from './characters.ts';

/** Lines that programs write: stack traces, time-stamped log lines, exceptions, SQL and hexadecimal dumps. */
const MACHINE_LINES: readonly RegExp[] = [
  /^\s{0,40}at [\w.$<>/ ]{1,200}\(/u,
  /^\s{0,40}at \S{1,200}:\d+/u,
  /^\s{0,40}File "[^"]{1,300}", line \d+/u,
  /^\s{0,40}(?:Traceback \(|Caused by: |Exception in thread|[\w.$]{1,200}(?:Exception|Error)(?::|$))/u,
  /^\W{0,3}\d{4}-\d\d-\d\d[T ]\d\d:\d\d/u,
  /^\W{0,3}\d\d:\d\d:\d\d[.,]?\d*\W/u,
  /^\W{0,3}(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\W{1,3}[[({\w]/u,
  /^\s{0,40}(?:[{}[\]],?|"[^"]{1,200}"\s?:.{0,500})$/u,
];

/** A letter of two units. */
const WIDE_LETTER = /(?=[\u{10000}-\u{10ffff}])\p{L}/gu;
/** Signs of formats; those that people use to stress, or to draw a face, do not count. */
const SIGNS = new Uint8Array(128);
for (const sign of '{}[]<>|\\/=_;"#$%^&*+@0123456789') SIGNS[sign.charCodeAt(0)] = 1;

/** The text without the lines that a program wrote: what somebody says about a stack trace still counts. */
export function withoutMachineLines(text: string): string {
  if (!/[\d{}[("]|ERROR|Exception/u.test(text)) return text;
  return text
    .split('\n')
    .filter((line) => !MACHINE_LINES.some((pattern) => pattern.test(line)))
    .join('\n');
}

/** More signs and digits than letters, or written as data: not a comment. */
export function looksLikeMachine(text: string): boolean {
  let letters = 0;
  let signs = 0;
  let isWide = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 128) signs += SIGNS[unit] as number;
    const known = classOf(unit);
    if ((known & LETTER) !== 0) letters += 1;
    else if ((known & HALF) !== 0) isWide = true;
  }
  if (isWide) letters += text.match(WIDE_LETTER)?.length ?? 0;
  if (letters < 2) return true;
  if (signs > letters) return true;
  return /^\s{0,100}[[{]/u.test(text) && signs * 8 > letters && /"\s?[:,\]}]/u.test(text);
}
