import { readText, type ReadText } from '../text/read-text.ts';

/** A comment of a test, which must be readable. */
export function read(comment: string, language: string): ReadText {
  const text = readText(comment, { language, languages: [language] });
  if (!text) throw new Error('the comment of a test cannot be read');
  return text;
}

/** Comments of three themes in six languages, written by hand. */
export const CORPORA: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  en: {
    delivery: ['The delivery came three days late', 'My parcel was delivered to the wrong address', 'Late delivery again, the courier never called', 'The courier left the parcel in the rain'],
    price: ['Far too expensive for what you get', 'The price went up again without notice', 'Cheaper elsewhere, your prices are too high', 'I paid a higher price than was advertised'],
    staff: ['The staff were friendly and helpful', 'Rude staff at the counter', 'A very kind employee helped me', 'Nobody of the staff was willing to help'],
  },
  'zh-TW': {
    delivery: ['包裹晚了三天才送到', '快遞把包裹送錯地址', '送貨太慢,快遞也沒打電話', '包裹被快遞放在雨中'],
    price: ['價格太貴了不值得', '價格又漲了沒有通知', '別家比較便宜,價格太高', '價格比廣告上的還貴'],
    staff: ['店員態度很親切', '櫃台店員態度惡劣', '店員熱心幫我處理', '店員都不願意幫忙'],
  },
  ko: {
    delivery: ['배송이 사흘이나 늦었어요', '택배가 다른 주소로 배송됐어요', '배송 지연에 택배 기사 전화도 없음', '택배를 비 오는데 두고 갔어요'],
    price: ['가격이 너무 비싸요', '말도 없이 가격을 올렸네요', '다른 곳이 더 싸요 가격이 높아요', '광고보다 가격이 비쌌습니다'],
    staff: ['직원이 친절하고 좋았어요', '계산대 직원 태도가 불친절해요', '친절한 직원이 도와줬어요', '직원들이 도와주지 않았습니다'],
  },
  vi: {
    delivery: ['Giao hàng trễ ba ngày', 'Đơn hàng giao nhầm địa chỉ', 'Giao hàng chậm, shipper không gọi điện', 'Shipper để gói hàng ngoài mưa'],
    price: ['Giá quá đắt so với chất lượng', 'Giá lại tăng mà không báo trước', 'Chỗ khác rẻ hơn, giá ở đây quá cao', 'Tôi trả giá cao hơn quảng cáo'],
    staff: ['Nhân viên thân thiện và nhiệt tình', 'Nhân viên thu ngân thô lỗ', 'Nhân viên rất tử tế giúp tôi', 'Không nhân viên nào chịu hỗ trợ'],
  },
  tr: {
    delivery: ['Kargo üç gün geç geldi', 'Paket yanlış adrese teslim edildi', 'Kargo yine gecikti, kurye aramadı', 'Kurye paketi yağmurda bıraktı'],
    price: ['Fiyat çok pahalı, değmez', 'Fiyatlar haber vermeden yine arttı', 'Başka yerde daha ucuz, fiyatlar yüksek', 'İlandaki fiyattan pahalıya aldım'],
    staff: ['Personel çok güler yüzlü ve yardımsever', 'Kasadaki personel kabaydı', 'İlgili personel bana yardım etti', 'Personel yardım etmek istemedi'],
  },
  pl: {
    delivery: ['Przesyłka przyszła trzy dni za późno', 'Kurier dostarczył paczkę pod zły adres', 'Znowu opóźniona dostawa, kurier nie zadzwonił', 'Kurier zostawił paczkę na deszczu'],
    price: ['Za drogo, cena nie jest warta jakości', 'Cena znowu wzrosła bez zapowiedzi', 'Gdzie indziej taniej, ceny są za wysokie', 'Zapłaciłem wyższą cenę niż w reklamie'],
    staff: ['Obsługa bardzo miła i pomocna', 'Niemiła obsługa przy kasie', 'Uprzejmy pracownik obsługi mi pomógł', 'Nikt z obsługi nie chciał pomóc'],
  },
};

/** All texts of a corpus with their themes. */
export function corpus(language: string): { texts: ReadText[]; themes: string[] } {
  const pairs = Object.entries(CORPORA[language] ?? {}).flatMap(([theme, comments]) => comments.map((comment) => ({ theme, text: read(comment, language) })));
  return { texts: pairs.map(({ text }) => text), themes: pairs.map(({ theme }) => theme) };
}
