import { describe, expect, test } from 'vitest';
import { seeded } from '../discover/random.ts';
import { vectorsOf } from '../discover/vectors.ts';
import { finish } from '../progress.ts';
import { readText } from '../text/read-text.ts';
import { findingExactNeighbours } from './exact-neighbours.ts';
import { findBursts, type BurstText } from './find-bursts.ts';

const SINCE = Date.UTC(2026, 2, 1);
const DAY = 86_400_000;

/** What people say of old subjects and of a new one: a sentence is one of each list. */
interface Speech {
  language: string;
  joint: string;
  old: readonly (readonly (readonly string[])[])[];
  fresh: readonly (readonly string[])[];
}

const SPEECHES: readonly Speech[] = [
  {
    language: 'en',
    joint: ' ',
    old: [
      [['the parcel', 'my delivery', 'the package', 'the courier'], ['arrived', 'came', 'was brought'], ['late', 'on Tuesday', 'a day early', 'to the neighbour', 'damaged']],
      [['the invoice', 'my bill', 'the payment', 'the refund'], ['was', 'seems', 'is still'], ['wrong', 'too high', 'missing', 'correct', 'charged twice']],
      [['the agent', 'support', 'the lady on the phone', 'the chat'], ['was', 'stayed', 'sounded'], ['friendly', 'rude', 'patient', 'very helpful', 'confused']],
      [['the app', 'the new version', 'the login', 'the screen'], ['keeps', 'started', 'stopped'], ['crashing', 'freezing', 'loading slowly', 'logging me out', 'asking for updates']],
    ],
    fresh: [['the battery', 'battery cover', 'the battery pack', 'battery of the lock'], ['gets', 'becomes', 'feels', 'turned'], ['burning hot', 'swollen and hot', 'hot while charging', 'too hot to touch']],
  },
  {
    language: 'zh',
    joint: '',
    old: [
      [['包裹', '快遞', '貨物', '物流'], ['星期二', '昨天', '提早', '晚了三天'], ['才送到', '送到鄰居家', '送達了', '被放在門口']],
      [['帳單', '發票', '付款', '退款'], ['金額', '項目', '日期'], ['弄錯了', '太高', '沒有收到', '重複計算']],
      [['客服人員', '電話客服', '門市店員', '線上客服'], ['態度', '說明', '回覆'], ['非常親切', '很不耐煩', '相當專業', '有點敷衍']],
    ],
    fresh: [['電池', '充電電池', '電池蓋', '鋰電池'], ['充電時', '使用中', '晚上'], ['發燙膨脹', '燙到不能碰', '發燙冒煙', '嚴重發燙']],
  },
  {
    language: 'ko',
    joint: ' ',
    old: [
      [['택배가', '배송이', '소포가', '기사님이'], ['화요일에', '어제', '하루 늦게', '일찍'], ['도착했어요', '옆집으로 갔어요', '문 앞에 왔어요']],
      [['청구서가', '결제가', '환불이', '요금이'], ['금액이', '두 번', '아직'], ['잘못됐어요', '청구됐어요', '처리되지 않았어요']],
      [['상담원이', '고객센터가', '매장 직원이'], ['전화로', '채팅에서', '끝까지'], ['친절했어요', '설명을 잘했어요', '불친절했어요']],
    ],
    fresh: [['배터리가', '배터리 덮개가', '배터리 팩이'], ['충전 중에', '밤마다', '사용하면'], ['너무 뜨거워요', '뜨겁게 부풀어요', '뜨거워서 못 만져요']],
  },
  {
    language: 'vi',
    joint: ' ',
    old: [
      [['kiện hàng', 'đơn giao hàng', 'bưu kiện', 'người giao'], ['đến', 'giao tới', 'mang sang'], ['trễ ba ngày', 'nhà hàng xóm', 'sớm hơn hẹn', 'trước cửa']],
      [['hóa đơn', 'khoản thanh toán', 'tiền hoàn', 'cước phí'], ['bị', 'vẫn', 'đang'], ['tính sai', 'trừ hai lần', 'chưa xử lý', 'cao quá']],
      [['tổng đài viên', 'nhân viên cửa hàng', 'bộ phận hỗ trợ'], ['nói chuyện', 'giải thích', 'trả lời'], ['thân thiện', 'thiếu kiên nhẫn', 'rõ ràng', 'qua loa']],
    ],
    fresh: [['viên pin', 'nắp pin', 'cục pin sạc'], ['lúc sạc', 'ban đêm', 'khi dùng'], ['nóng ran phồng lên', 'nóng bỏng tay', 'nóng bốc khói']],
  },
  {
    language: 'tr',
    joint: ' ',
    old: [
      [['kargo', 'paketim', 'teslimat', 'kurye'], ['salı günü', 'dün', 'üç gün geç'], ['geldi', 'komşuya bırakıldı', 'kapıya kondu']],
      [['fatura', 'ödemem', 'para iadesi', 'ücret'], ['tutarı', 'kaydı', 'tarihi'], ['yanlış', 'iki kez çekildi', 'hâlâ görünmüyor']],
      [['temsilci', 'mağaza çalışanı', 'destek ekibi'], ['telefonda', 'sohbette', 'konuşurken'], ['kibardı', 'sabırsızdı', 'ayrıntılı anlattı']],
    ],
    fresh: [['batarya', 'batarya kapağı', 'şarjlı batarya'], ['şarj olurken', 'geceleri', 'kullanırken'], ['aşırı ısınıyor', 'ısınıp şişti', 'ısınıp duman çıkardı']],
  },
  {
    language: 'pl',
    joint: ' ',
    old: [
      [['paczka', 'przesyłka', 'dostawa', 'kurier'], ['we wtorek', 'wczoraj', 'trzy dni później'], ['dotarła', 'trafiła do sąsiada', 'stała pod drzwiami']],
      [['faktura', 'płatność', 'zwrot pieniędzy', 'opłata'], ['ma kwotę', 'ma datę', 'ma pozycję'], ['błędną', 'policzoną podwójnie', 'niewidoczną']],
      [['konsultant', 'sprzedawca w salonie', 'infolinia'], ['przez telefon', 'na czacie', 'w rozmowie'], ['był uprzejmy', 'był niecierpliwy', 'wyjaśnił dokładnie']],
    ],
    fresh: [['bateria', 'pokrywa baterii', 'akumulator bateria'], ['podczas ładowania', 'w nocy', 'przy użyciu'], ['mocno się nagrzewa', 'nagrzewa się i puchnie', 'nagrzewa się i dymi']],
  },
];

interface Counts {
  older: number;
  recent: number;
  fresh: number;
}

/** A pool of comments: older and recent ones of the old subjects, and recent ones of the new. */
function pool(speech: Speech, { older, recent, fresh }: Counts, random: () => number): BurstText[] {
  const { language, joint } = speech;
  const pick = <T,>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const say = (parts: readonly (readonly string[])[]): string => parts.map((part) => pick(part)).join(joint);
  const texts: BurstText[] = [];
  const add = (comment: string, at: number, theme: string | null): void => {
    const text = readText(comment, { language, languages: [language] });
    const id = `${language}-${texts.length}`;
    if (text) texts.push({ id, text, comment, at, who: `person ${id}`, theme });
  };
  for (let index = 0; index < older; index++) add(`${say(pick(speech.old))}${joint}${say(pick(speech.old))}`, SINCE - DAY * (1 + 27 * random()), 'old');
  for (let index = 0; index < recent; index++) add(`${say(pick(speech.old))}${joint}${say(pick(speech.old))}`, SINCE + DAY * 7 * random(), 'old');
  for (let index = 0; index < fresh; index++) add(say(speech.fresh), SINCE + DAY * (1 + 5 * random()), null);
  return texts;
}

describe('bursts', () => {
  test.each(SPEECHES)('something new is found and named: $language', (speech) => {
    const texts = pool(speech, { older: 400, recent: 120, fresh: 30 }, seeded(5));
    const bursts = findBursts(texts, { since: SINCE, seed: 1 });
    expect(bursts).toHaveLength(1);
    const [burst] = bursts;
    const fresh = texts.filter(({ theme }) => theme === null).map(({ id }) => id);
    // Nearly all of the new ones, and nothing else.
    expect(burst?.texts.filter((id) => !fresh.includes(id))).toEqual([]);
    expect(burst?.texts.length).toBeGreaterThan(fresh.length * 0.8);
    expect(burst).toMatchObject({ language: speech.language, unassigned: 1, theme: null, expected: 0, growth: null });
    expect(burst?.people).toBeGreaterThanOrEqual(5);
    expect(burst?.p).toBeLessThan(1e-9);
    const times = texts.filter(({ id }) => burst?.texts.includes(id)).map(({ at }) => at);
    expect(burst?.firstSeen).toBe(Math.min(...times));
    expect(burst?.lastSeen).toBe(Math.max(...times));
    expect(burst?.name).not.toBe('');
    for (const quote of burst?.quotes ?? []) expect(burst?.texts[quote.index]).toBeDefined();
  });

  const [english] = SPEECHES as readonly [Speech];

  test('the same texts and seed give the same bursts', () => {
    const texts = pool(english, { older: 400, recent: 120, fresh: 30 }, seeded(6));
    expect(findBursts(texts, { since: SINCE, seed: 3 })).toEqual(findBursts(texts, { since: SINCE, seed: 3 }));
  });

  test('fewer than eight texts, or one voice that says it often, are no burst', () => {
    expect(findBursts(pool(english, { older: 400, recent: 120, fresh: 6 }, seeded(7)), { since: SINCE, seed: 1 })).toEqual([]);
    const texts = pool(english, { older: 400, recent: 120, fresh: 30 }, seeded(7));
    const one = texts.map((text) => (text.theme === null ? { ...text, who: 'the same' } : text));
    expect(findBursts(one, { since: SINCE, seed: 1 })).toEqual([]);
    const copied = texts.filter(({ theme }) => theme === null)[0];
    const spam = texts.map((text) => (text.theme === null && copied ? { ...text, text: copied.text, comment: copied.comment, who: null } : text));
    expect(findBursts(spam, { since: SINCE, seed: 1 })).toEqual([]);
  });

  test('what was said as often before is not new', () => {
    const texts = pool(english, { older: 400, recent: 120, fresh: 60 }, seeded(8));
    // Every second of the new ones is old, as long ago as the others.
    const both = texts.map((text, index) => (text.theme === null && index % 3 !== 0 ? { ...text, at: SINCE - 10 * DAY } : text));
    expect(findBursts(both, { since: SINCE, seed: 1 })).toEqual([]);
  });

  test('news within a theme says which', () => {
    const texts = pool(english, { older: 400, recent: 120, fresh: 30 }, seeded(9)).map((text) => ({ ...text, theme: text.theme ?? 'hardware' }));
    expect(findBursts(texts, { since: SINCE, seed: 1 })).toMatchObject([{ theme: 'hardware', unassigned: 0 }]);
  });

  test('no alert in fifteen quiet runs', () => {
    const random = seeded(20);
    let alerts = 0;
    for (let run = 0; run < 15; run++) alerts += findBursts(pool(english, { older: 150, recent: 50, fresh: 0 }, random), { since: SINCE, seed: run }).length;
    expect(alerts).toBe(0);
  });

  test('nothing, nothing recent, and nothing older give nothing', () => {
    expect(findBursts([], { since: SINCE, seed: 1 })).toEqual([]);
    expect(findBursts(pool(english, { older: 30, recent: 0, fresh: 0 }, seeded(1)), { since: SINCE, seed: 1 })).toEqual([]);
    expect(findBursts(pool(english, { older: 0, recent: 30, fresh: 30 }, seeded(1)), { since: SINCE, seed: 1 })).toEqual([]);
  });
});

test('neighbours through the index are those of every pair compared', () => {
  const texts = pool(SPEECHES[0] as Speech, { older: 60, recent: 0, fresh: 20 }, seeded(3));
  const matrix = vectorsOf(texts.map(({ text }) => text));
  const rows = Array.from({ length: matrix.rows }, (_, row) => new Map(Array.from(matrix.ids.subarray(matrix.starts[row], matrix.starts[row + 1]), (id, at) => [id, matrix.values[(matrix.starts[row] ?? 0) + at] ?? 0])));
  const spread = new Map<number, number>();
  for (const row of rows) for (const id of row.keys()) spread.set(id, (spread.get(id) ?? 0) + 1);
  const similar = (one: number, other: number): number => [...(rows[one] ?? [])].reduce((sum, [id, value]) => sum + ((spread.get(id) ?? 0) <= 0.1 * matrix.rows ? value * (rows[other]?.get(id) ?? 0) : 0), 0);
  const { ids } = finish(findingExactNeighbours(matrix, { count: 5, wanted: [0, 7, matrix.rows - 1] }), {});
  for (const row of [0, 7, matrix.rows - 1]) {
    const best = rows.map((_, other) => (other === row ? 0 : similar(row, other))).filter((value) => value > 0).sort((a, b) => b - a).slice(0, 5);
    const found = [...ids.subarray(row * 5, row * 5 + 5)].filter((id) => id >= 0).map((id) => similar(row, id));
    expect(found.map((value) => value.toFixed(9))).toEqual(best.map((value) => value.toFixed(9)));
  }
  expect([...ids.subarray(5, 10)]).toEqual([-1, -1, -1, -1, -1]);
});
