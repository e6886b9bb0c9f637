import { spansOf, type Span } from './span.ts';

/** One to four words with capitals, as names are written where there are capitals. */
const WORD = String.raw`\p{Lu}[\p{Ll}\p{M}]+(?:['’-]\p{Lu}?[\p{Ll}\p{M}]+)?`;
const NAME = String.raw`${WORD}(?:[ \u00a0]${WORD}){0,3}`;

const CHINESE_SURNAMES = '陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴徐周葉蘇莊呂江何蕭羅潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范宋鄧杜傅侯曹薛卓阮馬董溫唐藍蔣鄒涂尤巫韓龔嚴袁黎童陸柳邵錢伍倪譚駱熊秦顧毛俞';
const KOREAN_SURNAMES = '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길';
/** Three syllables that begin as a name does and are none. */
const KOREAN_CALLINGS = '변호사|전문가|설계사|안내원|배달원|진행자|지점장|조리사|주방장|상담사|상담원|고객센|서비스|이사장|한국인|하나님';

/** Where a name stands because of what is said around it; the name is the group `it`. */
const AROUND: readonly RegExp[] = [
  new RegExp(String.raw`(?:\b[Mm]y name(?: is|'s|’s)|\b[Nn]ame:|\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\b\.?)\s+(?<it>${NAME})`, 'dgu'),
  new RegExp(String.raw`(?:^|[\n.!?]\s*)(?:[Dd]ear|[Hh]i|[Hh]ello|[Hh]ey|[Mm]erhaba|[Cc]ześć|[Dd]rogi|[Dd]roga)\s+(?!(?:Sir|Madam|Team|All|There|Everyone|Support|Customer)\b)(?<it>${NAME})(?=\s*[,!.:\n])`, 'dgu'),
  new RegExp(String.raw`(?:[Rr]egards|[Ss]incerely|[Cc]heers|[Yy]ours(?: truly)?|[Tt]hanks|[Tt]hank you|[Pp]ozdrawiam|[Pp]oważaniem|[Ss]aygılarımla|[Ss]aygılar|[Tt]eşekkürler|[Tt]rân trọng|[Tt]hân ái|[Cc]ảm ơn)[\s,.!–-]+(?!(?:Best|Kind|Warm|Many|Regards|Sincerely|Cheers|Thanks|Thank|Yours|Pozdrawiam|Saygılarımla|Trân|Thân)(?!\p{L}))(?<it>${NAME})[\s.!]*$`, 'dgu'),
  new RegExp(String.raw`(?:[Nn]azywam się|[Mm]am na imię|\b[Pp]an(?:i|a|u|em|ią|ie)?\b)\s+(?<it>${NAME})`, 'dgu'),
  new RegExp(String.raw`(?:[Aa]dım|[Ii]smim|\b[Ss]ayın)\s+(?<it>${NAME})`, 'dgu'),
  new RegExp(String.raw`(?<it>${NAME})(?=\s(?:[Bb]ey|[Hh]anım|[Bb]eyin|[Hh]anımın|[Bb]eye|[Hh]anıma)(?!\p{L}))`, 'dgu'),
  new RegExp(String.raw`(?:(?:[Tt]ôi|[Mm]ình|[Ee]m|[Tt]ên) (?:tên|tôi|mình|em)(?: là)?|[Tt]ên là|(?<!\p{L})(?:[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[ÔôOo]ng|[Bb]à))\s+(?<it>${NAME})`, 'dgu'),
  /(?:我叫做?|我的名字是|敝姓|我姓|姓名[:：]?)\s?(?<it>\p{Script=Han}{1,4}?)(?=$|[\s，,。.！!、；;（(]|\p{P})/dgu,
  new RegExp(String.raw`(?<it>[${CHINESE_SURNAMES}]\p{Script=Han}{0,2})(?=先生|小姐|女士|太太)`, 'dgu'),
  /(?:^|[\s，,。.！!\n])(?<it>\p{Script=Han}{2,4})\s?(?:敬上|謹上|敬啟)\s*$/dgu,
  /(?:제 이름은|이름은|성함은|저는 이름이|이름[:：])\s?(?<it>[가-힣]{2,4}?)(?=$|[\s,.!]|이고|입니다|이에요|예요|이라고)/dgu,
  new RegExp(String.raw`(?<![가-힣])(?!${KOREAN_CALLINGS})(?<it>[${KOREAN_SURNAMES}][가-힣]{2})(?=\s?(?:님|씨)(?![가-힣]{2}))`, 'dgu'),
  /(?<![가-힣])(?<it>[가-힣]{2,4})\s?(?:드림|올림|배상)[\s.]*$/dgu,
];

const isCjk = (text: string): boolean => /^[\p{Script=Han}\p{Script=Hangul}]+$/u.test(text);
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const WITHOUT_MARKS: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ı: 'i', ø: 'o', ß: 's' };
/** A letter without what stands above, below or through it, small: people leave that out of their own names. One unit for each of the text's. */
function plainLetter(letter: string): string {
  const small = letter === 'İ' ? 'i' : letter.toLowerCase();
  const base = WITHOUT_MARKS[small] ?? (isCjk(small) ? small : small.normalize('NFD').charAt(0));
  return base.length === letter.length ? base : letter;
}
const plain = (text: string): string => text.split('').map(plainLetter).join('');

/** Endings that Polish puts to names, and the Turkish ones that follow an apostrophe. */
const ENDINGS = "(?:a|u|y|i|e|em|om|owi|iem|ie|ze|rze|ą|ę|o|ów|ami|ach)?(?:['’]\\p{L}{1,5})?";

/** The ways in which a person's own name may stand in a text: as a whole, in part, its parts in another order. */
function formsOf(name: string): RegExp[] {
  const parts = plain(name).split(/[\s,]+/).filter((part) => part.length > 1 || isCjk(part));
  const all = parts.map(escaped);
  if (isCjk(parts.join(''))) {
    const whole = parts.join('');
    // The name that was given stands alone among friends; one character alone is a word.
    return [whole, ...(whole.length > 2 ? [whole.slice(1)] : []), ...parts.filter((part) => part.length > 1)].map((form) => new RegExp(escaped(form), 'gu'));
  }
  const bounded = (form: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])${form}(?![\\p{L}\\p{N}])`, 'gu');
  const neighbours = all.slice(1).map((part, index) => `${all[index]}[ \\u00a0]+${part}${ENDINGS}`);
  return [...(all.length > 1 ? [all.join('[ \\u00a0,]+'), all.toReversed().join('[ \\u00a0,]+'), ...neighbours] : []), ...all.map((part) => stemOf(part) + ENDINGS)].map(bounded);
}

const stemOf = (part: string): string => (part.length > 3 ? part.replace(/[aoe]$/, '') + (/[aoe]$/.test(part) ? `${part.slice(-1)}?` : '') : part);

/** A single short word is a name only with a capital: "an" and "mai" are words, An and Mai are people. */
function isNamed(written: string, { whole }: { whole: boolean }): boolean {
  return whole || isCjk(written) || written.length > 4 || /^\p{Lu}/u.test(written);
}

/** Where the names of a customer stand, and names that are told by what is said around them, but for those that are `nobodys`. */
export function nameSpans(text: string, { known, nobodys }: { known: readonly string[]; nobodys: readonly string[] }): Span[] {
  const shadow = plain(text);
  const spared = new Set(nobodys.map(plain));
  const own = known.flatMap(formsOf).flatMap((form) => spansOf(shadow, form));
  return [
    ...own.filter(({ start, end }) => isNamed(text.slice(start, end), { whole: /[\s,]/.test(text.slice(start, end)) })),
    ...AROUND.flatMap((pattern) => spansOf(text, pattern)).filter(({ start, end }) => !spared.has(plain(text.slice(start, end)))),
  ];
}
