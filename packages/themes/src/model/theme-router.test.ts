import { describe, expect, it } from 'vitest';
import { readText } from '../text/read-text.ts';
import { buildThemeModel } from './build-theme-model.ts';
import { corpus } from './testing.ts';
import { createThemeRouter } from './theme-router.ts';

const phrases = (defined: Record<string, string[]>): Map<string, string[]> => new Map(Object.entries(defined));

function routerOf(language: string, defined: Record<string, string[]>): (comment: string) => ReturnType<ReturnType<typeof createThemeRouter>['route']> {
  const router = createThemeRouter({ language, model: null, phrases: phrases(defined) });
  return (comment) => router.route(readText(comment, { language, languages: [language] }), { comment });
}

describe('themes that are defined by words', () => {
  it('take whole words in any case, the longest phrase first', () => {
    const route = routerOf('en', { delivery: ['delivery', 'parcel'], fee: ['delivery fee'], app: ['app'] });
    expect(route('The DELIVERY was late')).toMatchObject({ theme: 'delivery', decidedBy: 'words', probability: 1, phrases: ['delivery'] });
    expect(route('Your delivery fee is absurd')).toMatchObject({ theme: 'fee', second: null, phrases: ['delivery fee'] });
    expect(route('An apple a day')).toMatchObject({ theme: null, decidedBy: null, phrases: [] });
    expect(route('Delivery!')).toMatchObject({ theme: 'delivery' });
  });

  it('give a second theme for a phrase elsewhere in the comment', () => {
    const route = routerOf('en', { delivery: ['late delivery'], app: ['app'] });
    expect(route('Late delivery and the app crashes')).toMatchObject({ theme: 'delivery', second: 'app', phrases: ['late delivery', 'app'] });
  });

  it('match in the way of each language', () => {
    expect(routerOf('ko', { d: ['배송'] })('배송이 너무 늦어요').theme).toBe('d');
    expect(routerOf('ko', { d: ['배송'] })('배송비 아까워요').theme).toBeNull();
    expect(routerOf('zh', { d: ['退款'] })('申请退款一直没有处理').theme).toBe('d');
    expect(routerOf('zh', { d: ['app'] })('這個APP一直閃退').theme).toBe('d');
    expect(routerOf('zh', { d: ['app'] })('我喜歡apple的手機').theme).toBeNull();
    expect(routerOf('zh', { d: ['好吃'] })('服務很好。吃的普通').theme).toBeNull();
    expect(routerOf('tr', { d: ['ISRARCI', 'kargo'] })('Çok ısrarcı bir satıcı').theme).toBe('d');
    expect(routerOf('pl', { d: ['przesyłk*'] })('Przesyłki nadal nie ma').theme).toBe('d');
    expect(routerOf('pl', { d: ['przesyłka'] })('Przesyłki nadal nie ma').theme).toBeNull();
    expect(routerOf('vi', { d: ['giao hàng'] })('Giao hàng chậm quá').theme).toBe('d');
    expect(routerOf('vi', { d: ['giao hàng'] })('Giao nhầm hàng').theme).toBeNull();
  });

  it('go before the counts, which decide the rest', () => {
    const model = buildThemeModel({ language: 'en', ...corpus('en') });
    const router = createThemeRouter({ language: 'en', model, phrases: phrases({ rain: ['rain'] }) });
    const route = (comment: string): string[] => {
      const { theme, decidedBy } = router.route(readText(comment, { language: 'en', languages: [] }), { comment });
      return [String(theme), String(decidedBy)];
    };
    expect(route('The courier left the parcel in the rain')).toEqual(['rain', 'words']);
    expect(route('The courier left the parcel at the wrong address')).toEqual(['delivery', 'model']);
  });

  it('take phrases of any kind: empty, of signs, of hostile words', () => {
    const route = routerOf('en', { none: ['', ' ', '*', '!!!', '(', '[a-z]+$'], proto: ['__proto__', 'constructor'] });
    expect(route('Nothing of that (is) here').theme).toBeNull();
    expect(route('A constructor is here').theme).toBe('proto');
    expect(createThemeRouter({ language: 'zh', model: null, phrases: phrases({ none: ['', '*', '。'] }) }).route(null, { comment: '你好。' }).theme).toBeNull();
  });
});
