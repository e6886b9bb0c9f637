/** Forty words of customers in each language, the frequent ones first; comments are made of them. */
export const WORDS: Readonly<Record<string, readonly string[]>> = {
  en: 'the was and very service friendly quick staff order delivery helpful price late waiting support answer package good again easy website checkout never broken nobody called money invoice return happy slow shop product quality size colour refund cancel damaged voucher'.split(' '),
  de: 'die war und sehr freundlich schnell Lieferung Bestellung gut wieder Preis Hilfe Antwort Paket lange warten einfach Rechnung Kundendienst leider niemand kaputt zurück Geld zufrieden langsam Laden Produkt Größe Farbe Qualität nie teuer günstig Telefon Seite Gutschein Mitarbeiter refund Erstattung'.split(' '),
  ko: '정말 배송이 빨라요 친절하고 좋았어요 가격이 다시 주문 상담원이 너무 늦게 도착했어요 환불 문의 답변이 없어요 제품 품질이 만족합니다 불편해요 쉬워요 포장이 깔끔해요 할인 결제 오류가 계속 기다렸어요 매장 직원 추천합니다 교환 취소 느려요 비싸요 최고예요 별로예요 그냥 refund'.split(' '),
  vi: 'giao hàng nhanh nhân viên rất thân thiện giá hợp lý sản phẩm tốt đóng gói cẩn thận sẽ mua lại chờ lâu quá không ai trả lời hoàn tiền chậm dễ dùng trang web lỗi đổi trả hài lòng chất lượng kém refund'.split(' '),
  tr: 'kargo çok hızlı geldi personel ilgili ve güler yüzlü fiyat uygun ürün kaliteli tekrar alırım geç iade sorun çözülmedi kimse aramadı sipariş kolay ödeme site yavaş memnun kaldım paket hasarlı destek teşekkürler beklemek zorunda indirim kötü iyi harika mağaza refund'.split(' '),
  pl: 'dostawa szybka obsługa bardzo miła cena dobra polecam zamówienie paczka dotarła późno nikt nie odpowiedział zwrot pieniędzy długo czekałem łatwe zakupy strona działa wolno produkt uszkodzony jakość świetna sklep pracownik pomocny faktura reklamacja kolor rozmiar rabat telefon znowu refund'.split(' '),
};
