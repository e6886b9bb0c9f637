// In one file although long: what is no personal number and what is decide each other.
import { replaced, spansOf, type Span } from './span.ts';

/** What people pay with, before or after a number. */
const CURRENCY = String.raw`(?:[$€£¥₩₫₺₽]|nt\$|us\$|usd|eur|gbp|twd|ntd|krw|vnd|vnđ|try|pln|tl|zł|zl|złotych|złote|lira|liralık|đồng|đ(?!\p{L})|dong|won|원|만원|만 원|元|塊|塊錢|円|dollars?|euros?)`;
const AMOUNT = String.raw`(?:\d{1,3}(?:[.,'’ \u00a0]\d{3})+|\d+)(?:[.,]\d{1,2})?`;
const PRICE = new RegExp(String.raw`${CURRENCY}\s?(?!0\d)${AMOUNT}(?![\d])|(?<![\d.,+-])(?!0\d)${AMOUNT}(?:\s?[-–~]\s?${AMOUNT})?\s?${CURRENCY}`, 'giu');

const DAY = String.raw`(?:[12]\d|3[01]|0?[1-9])`;
const MONTH = String.raw`(?:1[0-2]|0?[1-9])`;
const YEAR = String.raw`(?:19|20)\d\d`;
const TIME = String.raw`(?:[01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-5]\d)?`;
const SEPARATOR = String.raw`\s?[-./]\s?`;
const DATE = String.raw`(?:${YEAR}${SEPARATOR}${MONTH}${SEPARATOR}${DAY}|${DAY}${SEPARATOR}${MONTH}${SEPARATOR}(?:${YEAR}|\d\d)|${MONTH}${SEPARATOR}${DAY}${SEPARATOR}${YEAR})`;
const ALONE = String.raw`(?<![\d+.\/-])`;
const END = String.raw`(?![\d\/]|[.-]\d)`;
const ORDINARY = [
  PRICE,
  new RegExp(String.raw`${ALONE}${DATE}(?:\s?[T,]?\s?${TIME})?(?:\s?[-–~]\s?(?:${DATE}|${TIME}))?${END}`, 'gu'),
  // Parts of dates and hours from one to another: 12.03–15.03.2026, 9.00-17.30.
  new RegExp(String.raw`${ALONE}${DAY}[./]${MONTH}\s?[-–~]\s?${DAY}[./]${MONTH}(?:[./](?:${YEAR}|\d\d))?${END}`, 'gu'),
  new RegExp(String.raw`${ALONE}${TIME}\s?[-–~]\s?${TIME}${END}`, 'gu'),
  // Years and round numbers from one to another.
  new RegExp(String.raw`${ALONE}${YEAR}\s?[-–~]\s?${YEAR}${END}`, 'gu'),
  new RegExp(String.raw`${ALONE}[1-9]\d{0,5}0\s?[-–~]\s?[1-9]\d{0,5}0${END}`, 'gu'),
  // A day of these years in one number.
  new RegExp(String.raw`${ALONE}20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])${END}`, 'gu'),
  // Thousands as people write large numbers; three groups of three with dots are a telephone number in Poland.
  new RegExp(String.raw`${ALONE}[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?${END}`, 'gu'),
  new RegExp(String.raw`${ALONE}(?!\d{3}\.\d{3}\.\d{3}${END})[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?${END}`, 'gu'),
];

/** When somebody was born is theirs; any other day is anybody's. */
const BIRTH = new RegExp(String.raw`(?:born(?: on| in)?|birth ?(?:day|date)|date of birth|dob|生日|出生|생년월일|생일|ngày sinh|sinh ngày|sinh năm|doğum (?:tarihi|günü)m?|doğumluyum|urodz\p{L}*|data urodzenia|ur\.)\s?(?:is|是|는|은|:|：|dnia)?\s?(?<it>${DATE}|${YEAR}\s?年\s?${MONTH}\s?月\s?${DAY}\s?日|${YEAR}년\s?${MONTH}월\s?${DAY}일|\d{6,8})`, 'dgiu');

/** Things that have numbers, and how it is said that one follows. */
const THING = String.raw`(?:(?<!\p{L})(?:order|booking|reservation|invoice|ticket|case|reference|ref|tracking|account|customer|client|member(?:ship)?|policy|contract|serial)|訂單|單號|編號|會員|帳號|預約|發票|주문|예약|송장|운송장|회원|계좌|đơn hàng|mã đơn|mã vận đơn|mã khách hàng|số hợp đồng|hóa đơn|tài khoản|sipariş|rezervasyon|fatura|müşteri|hesap|takip|zamówieni\p{L}*|rezerwacj\p{L}*|faktur\p{L}*|przesyłk\p{L}*|zgłoszeni\p{L}*|klienta|umow\p{L}*|konta)`;
const NUMBER = String.raw`(?:numbers?|no|nr|num|id|code|號碼|編號|號|번호|số|numarası|numaram|numer|[#:：№])`;
const TOKEN = String.raw`[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}/-]{3,}`;
const NUMBERED = new RegExp(String.raw`${THING}\s?(?:${NUMBER}\.?\s?){1,3}(?:is|是|為|는|은|이|là)?\s?(?<it>(?=[\p{Script=Latin}\p{N}/-]*\d{3})${TOKEN})`, 'dgiu');
const UNNUMBERED = new RegExp(String.raw`${THING}\s?(?<it>(?=[\p{Script=Latin}\p{N}/-]*\d{5})${TOKEN})`, 'dgiu');
const HASH_NUMBER = /(?<![\p{L}\p{N}])[#№]\s?(?<it>[\p{Script=Latin}]{0,4}-?\d{4,})/dgu;

const IBAN = /(?<![\p{L}\p{N}])(?:[A-Z]{2}\s?\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?|[a-z]{2}\d{2}(?:[ -]?\d{4}){2,7}(?:[ -]?\d{1,4})?)(?![\p{Script=Latin}\p{N}])/gu;
const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
/** A machine's address; shorter ones are versions of programs. */
const MACHINE = new RegExp(String.raw`${ALONE}(?=[\d.]{10,15}(?![\d.]))(?:${OCTET}\.){3}${OCTET}(?![\d.])`, 'gu');
/** Identity cards and passports with letters before the digits, as in Taiwan, Korea, Viet Nam and Poland. */
const CARD_WITH_LETTERS = /(?<![\p{L}\p{N}])[A-Z]{1,3} ?\d{6,10}(?![\p{L}\p{N}])/gu;
/** Letters and digits in one: a code where there are many digits, a product where there are few. */
const CODE = /(?<![\p{Script=Latin}\p{N}])(?=[\p{Script=Latin}\p{N}-]*[\p{Script=Latin}])[\p{Script=Latin}\p{N}]+(?:-[\p{Script=Latin}\p{N}]+)*/gu;

const SPACING = String.raw`(?:[ \t\u00a0]?[-–.\/()·_][ \t\u00a0]?|[ \t\u00a0]){1,2}`;
const RUN = new RegExp(String.raw`(?<![\p{Script=Latin}\p{N}])(?:\+\s?|\(\s?\+?)?\d(?:(?:${SPACING})?\d)*`, 'gu');

/** So many digits in a row nobody needs for a price, a day or a number of things. */
const MANY_DIGITS = 7;
/** How numbers of telephones are written in groups without anything before them, where we are read. */
const GROUPS: ReadonlySet<string> = new Set(['3 3 3', '2 3 2 2', '3 3 2 2', '3 2 2', '3 3 4', '3 4 4', '2 4 4', '4 4', '3 4', '4 3 3', '4 4 4 4', '4 6 5', '6 7', '3 4 3', '2 4 3']);

function isPersonal(run: string): boolean {
  const digits = run.replaceAll(/\D/g, '');
  if (digits.length < MANY_DIGITS) return false;
  // One number after the other with spaces alone may be a list of them.
  const spaced = /^[\d \t\u00a0]+$/.test(run) && /\D/.test(run);
  if (!spaced || run.startsWith('0') || digits.length >= 13) return true;
  return GROUPS.has(run.split(/\D+/).map((group) => group.length).join(' '));
}

function isCode(token: string): boolean {
  const digits = token.replaceAll(/\D/g, '').length;
  return digits >= 6 || /\d{5}/.test(token);
}

/** Filler of the same length that no pattern takes for anything. */
const blank = ({ start, end }: Span): string => '\u0001'.repeat(end - start);

/** Numbers and codes that lead to a person: telephones, cards, accounts, identity cards, days of birth, orders. */
export function numberSpans(text: string): Span[] {
  const certain = [BIRTH, NUMBERED, HASH_NUMBER, IBAN, MACHINE].flatMap((pattern) => spansOf(text, pattern));
  const rest = replaced(text, [...certain, ...ORDINARY.flatMap((pattern) => spansOf(text, pattern))], blank);
  return [
    ...certain,
    ...spansOf(rest, UNNUMBERED),
    ...spansOf(rest, CARD_WITH_LETTERS),
    ...spansOf(rest, RUN).filter(({ start, end }) => isPersonal(rest.slice(start, end))),
    ...spansOf(rest, CODE).filter(({ start, end }) => isCode(rest.slice(start, end))),
  ];
}
