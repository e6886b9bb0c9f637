/**
 * Texts that break careless software: markup, SQL, spreadsheet formulas, templates, log lines, paths, invisible and
 * piled-up characters. To Heed they are words like any others. They point at reserved names only.
 */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>alert(1)</script>',
  "'; DROP TABLE feedback; --",
  '=HYPERLINK("http://example.com","Click for a refund")',
  'The price is \u202E€ 001\u202C, says the page.',
  'Fam\u200Dily plan \u200B\u200Bplease\u2060, thanks\uFEFF',
  'T\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030A\u030B\u030C\u0310\u0311\u0313\u0314\u0317\u0318e\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030A\u030B\u030C\u0310\u0311r\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030A\u030B\u030Crible',
  '"><img src=x onerror=alert(document.domain)>',
  '+1+1',
  '@SUM(1+1)*cmd|\' /C calc\'!A0',
  '{{constructor.constructor("return 1")()}} ${7*7} #{7*7} <%= 7*7 %>',
  '$(touch heed) `id` && echo done | cat ../../../../etc/passwd',
  'all good\r\nlevel=error msg="payment failed" user=admin',
  "Robert'); DELETE FROM feedback WHERE ('1'='1",
  '\u2066\u2067right to left\u2069 and \u200Fback\u200E again',
  '</textarea></title><svg/onload=confirm(1)>',
  '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466}\u{1F3FD} \u{20BB7}\u91CE\u5BB6 \u{1D4D7}\u{1D4EE}\u{1D4F5}\u{1D4F5}\u{1D4F8}',
  'null, undefined, NaN, true, {"$gt":""}, [object Object]',
  '-2+3+cmd|\' /C notepad\'!A0',
  `wait${'a'.repeat(400)}`,
  'javascript:alert(1) [click me](javascript:alert(1)) ![x](http://example.com/x.png)',
  '%00 %0d%0aSet-Cookie:a=b %s%s%n %c0%af',
  '\u001B[31mred\u001B[0m and a tab\there',
];
