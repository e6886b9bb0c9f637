import { spansOf, type Span } from './span.ts';

// Letters of the alphabets in which addresses are written: Chinese and Korean words stand before and after them without a space.
const LETTER = String.raw`\p{Script=Latin}\p{Script=Cyrillic}\p{N}`;
const AT = String.raw`(?:\s?(?:@|[(\[{]\s?at\s?[)\]}])\s?)`;
const DOT = String.raw`(?:\.|\s?[(\[{]\s?(?:dot|kropka|nokta)\s?[)\]}]\s?)`;
const DOMAIN = String.raw`[${LETTER}-]+(?:${DOT}[${LETTER}-]+)*${DOT}[\p{Script=Latin}]{2,24}`;

const MAIL = new RegExp(String.raw`[${LETTER}._%+'’-]+${AT}${DOMAIN}`, 'giu');
/** Whatever names a place on a machine, or a person's part of one. The name of a site alone is as good as that of a shop. */
const LINK = new RegExp(String.raw`(?:\b[a-z][a-z0-9+.-]{1,15}:\/\/|\bwww\.)[^\s\p{Script=Han}\p{Script=Hangul}<>"「」『』()（）]+|(?<![${LETTER}@.-])(?:[${LETTER}-]+\.)+[a-z]{2,24}(?:\/|\?)[^\s\p{Script=Han}\p{Script=Hangul}<>"「」『』()（）]+`, 'giu');
const HANDLE = new RegExp(String.raw`(?<![${LETTER}])@[${LETTER}_][${LETTER}_.]+`, 'giu');
/** The name under which somebody is found where people write to each other: after a colon, or after "id". */
const ACCOUNT = /(?:line|wechat|weixin|微信|賴|카톡|카카오톡|kakao ?talk|kakao|zalo|viber|whats ?app|telegram|skype|instagram|insta|ig|facebook|fb|messenger|discord|tiktok|twitter)\s?(?:id|帳號|帐号|아이디|nick|konto|hesabı|hesabım)?\s?(?:[:：=]|(?<=id|帳號|아이디)(?:\s?(?:is|是|는|은))?)\s?(?<it>[\p{Script=Latin}\p{N}_.@-]{3,})/dgiu;

const TRAILING = /[.,;:!?'"’”]+$/u;

/** E-mail addresses, links and the names that people have elsewhere. */
export function addressSpans(text: string): Span[] {
  return [MAIL, LINK, HANDLE, ACCOUNT].flatMap((pattern) =>
    spansOf(text, pattern).map(({ start, end }) => ({ start, end: end - (TRAILING.exec(text.slice(start, end))?.[0].length ?? 0) })),
  );
}
