/** How an alert is put into words in one language. What stands in braces are values that are put in as they are. */
export interface MailWords {
  /** Lines above the mail, by kind; without a theme's name, which was made of customers' words. */
  subject: {
    score_down: (about: { metric: string; department: string }) => string;
    theme_spiking: string;
    loops_late: (about: { department: string }) => string;
    loops_at_risk: (about: { department: string }) => string;
    source_silent: (about: { source: string }) => string;
  };
  /** Before a subject that is sent again. */
  again: string;
  greeting: (name: string) => string;
  score_down: (about: { metric: string; value: string; previous: string; low: string; high: string; n: string; previousN: string; from: string; to: string }) => string;
  theme_spiking: (about: { name: string; count: string; expected: string }) => string;
  loops_late: (about: { count: number; shown: string }) => string;
  loops_at_risk: (about: { count: number; shown: string }) => string;
  source_silent: (about: { last: string; silent: string; usual: string }) => string;
  /** For what belongs to no department. */
  noDepartment: string;
  evidence: string;
  rule: (name: string) => string;
  hours: (shown: string, count: number) => string;
  minutes: (shown: string, count: number) => string;
}

const plural = (language: string, count: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string => forms[new Intl.PluralRules(language).select(count)] ?? forms.other;

const behind = (text: string, after: string): string => (after === '' ? text : `${text} – ${after}`);

/** In the languages that Heed speaks. */
export const MAIL_WORDS: Readonly<Record<string, MailWords>> = {
  en: {
    subject: {
      score_down: ({ metric, department }) => behind(`${metric} is clearly down`, department),
      theme_spiking: 'A theme comes up more than usual',
      loops_late: ({ department }) => behind('Loops are late', department),
      loops_at_risk: ({ department }) => behind('Loops are at risk of being late', department),
      source_silent: ({ source }) => behind('No data for longer than usual', source),
    },
    again: 'Still:',
    greeting: (name) => `Hello ${name},`,
    score_down: ({ metric, value, previous, low, high, n, previousN, from, to }) =>
      `${metric} was ${value} from ${from} to ${to}, after ${previous} in as many days before. The change is between ${low} and ${high} (95 % interval; ${n} and ${previousN} answers).`,
    theme_spiking: ({ name, count, expected }) => `Customers mentioned “${name}” ${count} times in the last 24 hours; about ${expected} would be usual for these hours of the week.`,
    loops_late: ({ count, shown }) => plural('en', count, { one: `${shown} loop is late: a customer has been waiting longer than promised.`, other: `${shown} loops are late: these customers have been waiting longer than promised.` }),
    loops_at_risk: ({ count, shown }) => plural('en', count, { one: `${shown} loop has used up most of its time.`, other: `${shown} loops have used up most of their time.` }),
    source_silent: ({ last, silent, usual }) => `Nothing has come since ${last}: for ${silent}. In the last 60 days the longest pause was ${usual}.`,
    noDepartment: 'Without a department',
    evidence: 'See the evidence',
    rule: (name) => `You get this mail because of the alert rule “${name}”.`,
    hours: (shown, count) => `${shown} ${plural('en', count, { one: 'hour', other: 'hours' })}`,
    minutes: (shown, count) => `${shown} ${plural('en', count, { one: 'minute', other: 'minutes' })}`,
  },
  'zh-TW': {
    subject: {
      score_down: ({ metric, department }) => behind(`${metric} 明顯下降`, department),
      theme_spiking: '有個主題出現得比平常多',
      loops_late: ({ department }) => behind('有回應已逾期', department),
      loops_at_risk: ({ department }) => behind('有回應即將逾期', department),
      source_silent: ({ source }) => behind('比平常更久沒有收到資料', source),
    },
    again: '仍未解除：',
    greeting: (name) => `${name} 您好：`,
    score_down: ({ metric, value, previous, low, high, n, previousN, from, to }) => `${from}至${to}的 ${metric} 為 ${value}，先前同樣天數為 ${previous}。變化介於 ${low} 與 ${high} 之間（95% 信賴區間；兩期分別有 ${n} 與 ${previousN} 份回答）。`,
    theme_spiking: ({ name, count, expected }) => `過去 24 小時內，顧客提到「${name}」${count} 次；往常同一時段約為 ${expected} 次。`,
    loops_late: ({ shown }) => `有 ${shown} 件回應已逾期：顧客等候的時間超過承諾。`,
    loops_at_risk: ({ shown }) => `有 ${shown} 件回應的時限即將用完。`,
    source_silent: ({ last, silent, usual }) => `自${last}起就沒有收到任何資料，至今已 ${silent}。過去 60 天內最長的間隔為 ${usual}。`,
    noDepartment: '未指定部門',
    evidence: '查看依據',
    rule: (name) => `您收到這封信，是因為警示規則「${name}」。`,
    hours: (shown) => `${shown} 小時`,
    minutes: (shown) => `${shown} 分鐘`,
  },
  ko: {
    subject: {
      score_down: ({ metric, department }) => behind(`${metric} 점수가 뚜렷이 하락`, department),
      theme_spiking: '평소보다 많이 언급되는 주제가 있습니다',
      loops_late: ({ department }) => behind('기한이 지난 루프가 있습니다', department),
      loops_at_risk: ({ department }) => behind('기한이 임박한 루프가 있습니다', department),
      source_silent: ({ source }) => behind('평소보다 오래 데이터가 들어오지 않음', source),
    },
    again: '계속됨:',
    greeting: (name) => `${name} 님, 안녕하세요.`,
    score_down: ({ metric, value, previous, low, high, n, previousN, from, to }) => `${from}부터 ${to}까지 ${metric} 값은 ${value}로, 직전 같은 기간에는 ${previous}이었습니다. 변화 폭은 ${low}에서 ${high} 사이입니다(95% 신뢰구간, 응답 ${n}건과 ${previousN}건).`,
    theme_spiking: ({ name, count, expected }) => `최근 24시간 동안 고객이 “${name}” 주제를 ${count}회 언급했습니다. 같은 요일과 시간대에는 보통 약 ${expected}회입니다.`,
    loops_late: ({ shown }) => `기한이 지난 루프가 ${shown}건 있습니다. 고객이 약속보다 오래 기다리고 있습니다.`,
    loops_at_risk: ({ shown }) => `남은 시간이 얼마 없는 루프가 ${shown}건 있습니다.`,
    source_silent: ({ last, silent, usual }) => `${last} 이후 ${silent} 동안 들어온 데이터가 없습니다. 최근 60일 동안 가장 긴 공백은 ${usual}이었습니다.`,
    noDepartment: '부서 없음',
    evidence: '근거 보기',
    rule: (name) => `알림 규칙 “${name}”에 따라 보내 드리는 메일입니다.`,
    hours: (shown) => `${shown}시간`,
    minutes: (shown) => `${shown}분`,
  },
  vi: {
    subject: {
      score_down: ({ metric, department }) => behind(`${metric} giảm rõ rệt`, department),
      theme_spiking: 'Một chủ đề được nhắc đến nhiều hơn thường lệ',
      loops_late: ({ department }) => behind('Có vòng phản hồi bị trễ', department),
      loops_at_risk: ({ department }) => behind('Có vòng phản hồi sắp trễ', department),
      source_silent: ({ source }) => behind('Không có dữ liệu lâu hơn thường lệ', source),
    },
    again: 'Vẫn còn:',
    greeting: (name) => `Chào ${name},`,
    score_down: ({ metric, value, previous, low, high, n, previousN, from, to }) =>
      `Từ ${from} đến ${to}, ${metric} là ${value}, so với ${previous} trong cùng số ngày trước đó. Mức thay đổi nằm trong khoảng từ ${low} đến ${high} (khoảng tin cậy 95 %; ${n} và ${previousN} câu trả lời).`,
    theme_spiking: ({ name, count, expected }) => `Trong 24 giờ qua, khách hàng nhắc đến “${name}” ${count} lần; vào cùng khung giờ trong tuần thường có khoảng ${expected} lần.`,
    loops_late: ({ shown }) => `Có ${shown} vòng phản hồi bị trễ: khách hàng đang chờ lâu hơn đã hứa.`,
    loops_at_risk: ({ shown }) => `Có ${shown} vòng phản hồi sắp hết thời hạn.`,
    source_silent: ({ last, silent, usual }) => `Không nhận được dữ liệu nào kể từ ${last}, đã ${silent}. Trong 60 ngày qua, khoảng trống dài nhất là ${usual}.`,
    noDepartment: 'Không thuộc phòng ban nào',
    evidence: 'Xem bằng chứng',
    rule: (name) => `Bạn nhận được thư này vì quy tắc cảnh báo “${name}”.`,
    hours: (shown) => `${shown} giờ`,
    minutes: (shown) => `${shown} phút`,
  },
  tr: {
    subject: {
      score_down: ({ metric, department }) => behind(`${metric} belirgin biçimde düştü`, department),
      theme_spiking: 'Bir tema her zamankinden çok anılıyor',
      loops_late: ({ department }) => behind('Geciken döngüler var', department),
      loops_at_risk: ({ department }) => behind('Gecikmek üzere olan döngüler var', department),
      source_silent: ({ source }) => behind('Her zamankinden uzun süredir veri gelmiyor', source),
    },
    again: 'Sürüyor:',
    greeting: (name) => `Merhaba ${name},`,
    score_down: ({ metric, value, previous, low, high, n, previousN, from, to }) =>
      `${metric} değeri ${from} – ${to} arasında ${value} oldu; öncesindeki aynı uzunluktaki dönemde ${previous} idi. Değişim ${low} ile ${high} arasında (%95 güven aralığı; ${n} ve ${previousN} yanıt).`,
    theme_spiking: ({ name, count, expected }) => `Müşteriler son 24 saatte “${name}” temasını ${count} kez andı; haftanın bu saatlerinde genellikle yaklaşık ${expected} kez anılır.`,
    loops_late: ({ shown }) => `${shown} döngü gecikti: müşteriler söz verilenden uzun süredir bekliyor.`,
    loops_at_risk: ({ shown }) => `${shown} döngünün süresi dolmak üzere.`,
    source_silent: ({ last, silent, usual }) => `Son veri: ${last}. O zamandan beri, ${silent} boyunca hiçbir şey gelmedi. Son 60 gündeki en uzun ara ${usual} idi.`,
    noDepartment: 'Departmanı olmayanlar',
    evidence: 'Dayanağını görün',
    rule: (name) => `Bu e-postayı “${name}” uyarı kuralı nedeniyle alıyorsunuz.`,
    hours: (shown) => `${shown} saat`,
    minutes: (shown) => `${shown} dakika`,
  },
  pl: {
    subject: {
      score_down: ({ metric, department }) => behind(`Wyraźny spadek: ${metric}`, department),
      theme_spiking: 'Temat pojawia się częściej niż zwykle',
      loops_late: ({ department }) => behind('Pętle po terminie', department),
      loops_at_risk: ({ department }) => behind('Pętle zagrożone opóźnieniem', department),
      source_silent: ({ source }) => behind('Brak danych dłużej niż zwykle', source),
    },
    again: 'Nadal:',
    greeting: () => 'Dzień dobry,',
    score_down: ({ metric, value, previous, low, high, n, previousN, from, to }) =>
      `w okresie od ${from} do ${to} ${metric} wynosi ${value}, a w tylu samo dniach wcześniej wynosił ${previous}. Zmiana mieści się między ${low} a ${high} (przedział ufności 95%; odpowiedzi: ${n} i ${previousN}).`,
    theme_spiking: ({ name, count, expected }) => `w ciągu ostatnich 24 godzin klienci wspomnieli „${name}” tyle razy: ${count}; o tej porze tygodnia zwykle jest to około ${expected}.`,
    loops_late: ({ count, shown }) => plural('pl', count, { one: `${shown} pętla jest po terminie: klient czeka dłużej, niż obiecano.`, few: `${shown} pętle są po terminie: klienci czekają dłużej, niż obiecano.`, other: `${shown} pętli jest po terminie: klienci czekają dłużej, niż obiecano.` }),
    loops_at_risk: ({ count, shown }) => plural('pl', count, { one: `${shown} pętla wykorzystała już większość swojego czasu.`, few: `${shown} pętle wykorzystały już większość swojego czasu.`, other: `${shown} pętli wykorzystało już większość swojego czasu.` }),
    source_silent: ({ last, silent, usual }) => `od ${last} nic nie przyszło – przerwa trwa ${silent}. Najdłuższa przerwa w ostatnich 60 dniach trwała ${usual}.`,
    noDepartment: 'Bez działu',
    evidence: 'Zobacz dowody',
    rule: (name) => `Ta wiadomość wynika z reguły alertów „${name}”.`,
    hours: (shown, count) => `${shown} ${plural('pl', count, { one: 'godzinę', few: 'godziny', many: 'godzin', other: 'godziny' })}`,
    minutes: (shown, count) => `${shown} ${plural('pl', count, { one: 'minutę', few: 'minuty', many: 'minut', other: 'minuty' })}`,
  },
};
