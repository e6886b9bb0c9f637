/** Small corpora of comments with four known themes, in the order delivery, staff, invoice, app: each theme as beginnings, middles and ends. */
type Slots = readonly [readonly string[], readonly string[], readonly string[]];

const CORPORA: Readonly<Record<string, readonly Slots[]>> = {
  en: [
    [['the parcel', 'my delivery', 'the courier with my parcel'], ['arrived far too late', 'came three days late', 'was delivered late'], ['and the box was damaged', 'by the courier', 'at the wrong address']],
    [['the waitress', 'your staff', 'the receptionist'], ['was rude and unfriendly', 'was very friendly', 'smiled in a friendly manner'], ['at the front desk', 'towards my children', 'when greeting guests']],
    [['the invoice', 'my monthly invoice', 'the amount on the invoice'], ['charged me twice', 'is wrong and charged too much', 'shows a wrong tax'], ['on my credit card', 'and needs a refund', 'without a refund']],
    [['the app', 'your mobile app', 'the newest app version'], ['crashes', 'freezes and crashes', 'will not let me login'], ['after the update', 'during login on android', 'since the last update']],
  ],
  zh: [
    [['包裹', '我的包裹', '外送包裹'], ['太晚送達', '配送延遲三天', '延遲送達'], ['外箱破損', '外送員送錯地址', '配送員沒有通知']],
    [['服務生', '櫃檯服務人員', '店員'], ['態度親切', '態度很差', '態度不耐煩'], ['沒有笑容', '對客人微笑', '不理客人']],
    [['帳單', '這個月帳單', '信用卡帳單'], ['金額錯誤', '重複扣款', '扣款金額太高'], ['要求退費', '退費一直沒下來', '稅額也算錯']],
    [['手機程式', '你們的手機程式', '新版程式'], ['一直閃退', '當機閃退', '登入失敗'], ['更新後無法登入', '更新之後就這樣', '密碼登入不了']],
  ],
  ko: [
    [['택배가', '주문한 택배가', '배송이'], ['너무 늦게 도착했고', '사흘이나 늦게 도착했고', '계속 늦어지고'], ['상자가 파손되었어요', '배송 기사님이 연락이 없어요', '배송 주소가 틀렸어요']],
    [['직원이', '프런트 직원이', '매장 직원이'], ['아주 친절하고', '무척 불친절하고', '친절하게 웃으며'], ['인사를 잘 해요', '손님에게 인사를 안 해요', '손님을 반겨요']],
    [['청구서', '이번 달 청구서', '카드 청구서'], ['금액이 틀렸고', '요금이 두 번 결제되었고', '금액이 너무 많고'], ['환불이 필요해요', '환불을 못 받았어요', '결제 환불이 늦어요']],
    [['앱이', '모바일 앱이', '새 버전 앱이'], ['자꾸 꺼지고', '멈추고 꺼지고', '오류가 나고'], ['업데이트 후 로그인이 안 돼요', '로그인 화면에서 멈춰요', '업데이트가 안 돼요']],
  ],
  vi: [
    [['gói hàng', 'đơn hàng của tôi', 'kiện hàng'], ['giao quá chậm trễ', 'giao chậm ba ngày', 'được giao chậm'], ['thùng bị móp', 'shipper giao sai địa chỉ', 'shipper không gọi điện']],
    [['nhân viên phục vụ', 'nhân viên lễ tân', 'cô nhân viên'], ['thái độ khó chịu', 'thái độ thân thiện', 'cư xử thân thiện'], ['với khách', 'mỉm cười chào khách', 'không chào khách']],
    [['hóa đơn', 'hóa đơn tháng', 'số tiền trên hóa đơn'], ['tính tiền hai lần', 'tính sai tiền thuế', 'ghi sai số tiền'], ['chưa hoàn tiền', 'yêu cầu hoàn tiền', 'vào thẻ tín dụng']],
    [['ứng dụng', 'ứng dụng điện thoại', 'phiên bản ứng dụng mới'], ['hay bị văng', 'treo máy rồi văng', 'lỗi đăng nhập'], ['sau khi cập nhật', 'lúc đăng nhập mật khẩu', 'từ bản cập nhật']],
  ],
  tr: [
    [['kargo', 'kargo paketim', 'siparişimin kargosu'], ['çok geç teslim edildi', 'üç gün geç geldi', 'geç teslim edildi'], ['kutu hasarlıydı', 'kurye yanlış adrese bıraktı', 'kurye aramadı']],
    [['garson', 'resepsiyondaki personel', 'mağaza personeli'], ['güler yüzlü davrandı', 'kaba ve güler yüzsüz davrandı', 'saygısız davrandı'], ['misafirlere', 'çocuklarıma selam verdi', 'misafirlere selam vermedi']],
    [['fatura', 'aylık fatura', 'faturadaki tutar'], ['iki kez tahsil edildi', 'yanlış tutar gösteriyor', 'fazla vergi gösteriyor'], ['para iadesi istiyorum', 'iade yapılmadı', 'kredi kartımdan iade bekliyorum']],
    [['uygulama', 'mobil uygulama', 'yeni uygulama sürümü'], ['sürekli çöküyor', 'donup çöküyor', 'oturum açmıyor'], ['güncelleme sonrası', 'şifreyle oturum açarken', 'son güncellemeden beri']],
  ],
  pl: [
    [['paczka', 'moja paczka', 'przesyłka'], ['dotarła spóźniona', 'przyszła trzy dni spóźniona', 'została dostarczona z opóźnieniem'], ['karton był uszkodzony', 'kurier pomylił adres', 'kurier nie zadzwonił']],
    [['kelnerka', 'obsługa recepcji', 'obsługa sklepu'], ['była niemiła i nieuprzejma', 'była uprzejma', 'bardzo uprzejma'], ['wobec gości', 'z uśmiechem wita gości', 'nie wita gości']],
    [['faktura', 'miesięczna faktura', 'kwota na fakturze'], ['naliczona dwa razy', 'zawiera błędny podatek', 'naliczona błędnie'], ['proszę o zwrot pieniędzy', 'brak zwrotu pieniędzy', 'zwrot na kartę kredytową']],
    [['aplikacja', 'aplikacja mobilna', 'nowa wersja aplikacji'], ['zawiesza się', 'ciągle się zawiesza', 'nie pozwala się zalogować'], ['po aktualizacji', 'podczas logowania hasłem', 'od ostatniej aktualizacji']],
  ],
};

export const CORPUS_LANGUAGES: readonly string[] = Object.keys(CORPORA);

/** All combinations of the slots: 27 comments a theme, 108 a language, themes mixed as they come in. */
export function corpus(language: string): { comment: string; theme: number }[] {
  const themes = CORPORA[language] ?? [];
  const glue = language === 'zh' ? ',' : ' ';
  const comments = themes.map(([beginnings, middles, ends]) => beginnings.flatMap((beginning) => middles.flatMap((middle) => ends.map((end) => [beginning, middle, end].join(glue)))));
  return (comments[0] ?? []).flatMap((_, at) => comments.map((own, theme) => ({ comment: own[at] ?? '', theme })));
}
