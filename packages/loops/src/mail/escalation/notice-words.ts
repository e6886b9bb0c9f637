import type { Letter } from '../../loop/command.ts';
import type { TargetName } from '../../settings/settings.ts';
import { textFor } from '../letter/render-template.ts';

/** What somebody who is told of an escalation must know. */
export interface NoticeFacts {
  /** Of the person who is told. */
  name: string;
  department: string;
  target: TargetName;
  /** When the promise was to be kept, epoch milliseconds. */
  due: number;
  /** IANA zone in which that is said. */
  timeZone: string;
  /** Whether the loop is theirs; else they are the next in the chain. */
  isOwner: boolean;
  /** The customer's words, shortened; empty where there are none. */
  comment: string;
  /** Where the loop is; empty where Heed's own address is not known. */
  link: string;
}

interface Words {
  subject: Record<TargetName, string>;
  greeting: (name: string) => string;
  /** What was not kept; the department and the moment stand behind it. */
  missed: (facts: { department: string; at: string }) => string;
  owner: string;
  next: string;
  quote: (comment: string) => string;
}

/** In the languages that Heed speaks. */
const WORDS: Readonly<Record<string, Words>> = {
  en: {
    subject: { acknowledge: 'not acknowledged in time', contact: 'customer not contacted in time', close: 'not closed in time' },
    greeting: (name) => `Hello ${name},`,
    missed: ({ department, at }) => `A customer has been waiting for ${department} longer than promised. It was due on ${at}.`,
    owner: 'The loop is yours. Please look at it now, or hand it over.',
    next: 'Nobody has taken it on, so you are told next. Please look at it, or give it to somebody who can.',
    quote: (comment) => `“${comment}”`,
  },
  'zh-TW': {
    subject: { acknowledge: '未及時受理', contact: '未及時聯絡客戶', close: '未及時結案' },
    greeting: (name) => `${name} 您好：`,
    missed: ({ department, at }) => `有一位客戶等候「${department}」的時間已超過承諾，期限為 ${at}。`,
    owner: '這件回應由您負責，請立即查看，或轉交他人。',
    next: '目前沒有人接手，因此接著通知您。請查看，或交給能處理的人。',
    quote: (comment) => `「${comment}」`,
  },
  ko: {
    subject: { acknowledge: '제때 접수되지 않음', contact: '제때 고객에게 연락하지 않음', close: '제때 종료되지 않음' },
    greeting: (name) => `${name} 님, 안녕하세요.`,
    missed: ({ department, at }) => `고객이 약속한 시간보다 오래 기다리고 있습니다. 담당 부서: ${department}, 기한: ${at}.`,
    owner: '담당자로 지정되어 있으니 지금 확인하시거나 다른 분께 넘겨 주세요.',
    next: '아무도 맡지 않아 다음 순서로 알려 드립니다. 확인하시거나 처리할 수 있는 분께 맡겨 주세요.',
    quote: (comment) => `“${comment}”`,
  },
  vi: {
    subject: { acknowledge: 'chưa được tiếp nhận kịp', contact: 'chưa liên hệ khách hàng kịp', close: 'chưa đóng kịp' },
    greeting: (name) => `Chào ${name},`,
    missed: ({ department, at }) => `Một khách hàng đang chờ ${department} lâu hơn đã hứa. Thời hạn là ${at}.`,
    owner: 'Vòng phản hồi này do bạn phụ trách. Hãy xem ngay, hoặc chuyển cho người khác.',
    next: 'Chưa ai nhận, nên bạn là người tiếp theo được báo. Hãy xem, hoặc giao cho người có thể xử lý.',
    quote: (comment) => `“${comment}”`,
  },
  tr: {
    subject: { acknowledge: 'zamanında üstlenilmedi', contact: 'müşteriye zamanında ulaşılmadı', close: 'zamanında kapanmadı' },
    greeting: (name) => `Merhaba ${name},`,
    missed: ({ department, at }) => `Bir müşteri söz verilenden uzun süredir bekliyor. Departman: ${department}. Son tarih: ${at}.`,
    owner: 'Bu döngü sizde. Lütfen şimdi bakın ya da devredin.',
    next: 'Kimse üstlenmediği için sıradaki kişi olarak size haber veriyoruz. Lütfen bakın ya da ilgilenebilecek birine verin.',
    quote: (comment) => `“${comment}”`,
  },
  pl: {
    subject: { acknowledge: 'nie przyjęto na czas', contact: 'brak kontaktu z klientem na czas', close: 'nie zamknięto na czas' },
    greeting: () => 'Dzień dobry,',
    missed: ({ department, at }) => `klient czeka dłużej, niż obiecano. Dział: ${department}. Termin minął: ${at}.`,
    owner: 'Ta pętla jest przypisana do Ciebie. Zajmij się nią teraz albo ją przekaż.',
    next: 'Nikt się jej nie podjął, dlatego powiadamiamy Ciebie. Zajmij się nią albo przekaż ją komuś, kto może.',
    quote: (comment) => `„${comment}”`,
  },
};

const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/** The letter about an escalation in the language of whoever is told; in English where Heed does not speak it. */
export function noticeLetter({ name, department, target, due, timeZone, isOwner, comment, link }: NoticeFacts, wanted: string): Letter {
  const { language, text: words } = textFor(WORDS, Object.keys(WORDS).some((tag) => base(tag) === base(wanted)) ? wanted : 'en');
  const at = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(due);
  const paragraphs = [words.greeting(name), `${words.missed({ department, at })} ${isOwner ? words.owner : words.next}`, comment === '' ? '' : words.quote(comment), link];
  return { language, subject: `${department}: ${words.subject[target]}`, body: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') };
}
