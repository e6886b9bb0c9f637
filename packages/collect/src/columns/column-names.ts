import type { ColumnTarget } from './column-target.ts';

/** What a name suggests. A `rating` may be any score; its values decide which. */
export type NameHint = Exclude<ColumnTarget, 'attribute'> | 'rating';

/**
 * Usual names of columns in exports, in English, Korean, Traditional Chinese, Vietnamese, Turkish and Polish, without
 * case, spaces and punctuation. Names that stand first are the better ones.
 */
const NAMES: readonly (readonly [NameHint, string])[] = [
  ['externalId', 'externalid responseid feedbackid reviewid submissionid surveyresponseid recordid id uuid responseno 응답id 응답번호 리뷰id 回應編號 回覆編號 填答編號 mãphảnhồi mãphiếu yanıtid yanıtno cevapid idodpowiedzi numerodpowiedzi'],
  ['occurredAt', 'occurredat answeredat submittedat submitdate submissiondate responsedate completedat createdat creationdate created reviewdate timestamp datetime date recordeddate enddate time 응답일시 응답일 작성일 등록일 타임스탬프 날짜 일시 填答時間 時間戳記 建立時間 日期 時間 dấuthờigian thờigian ngàytạo ngàygửi ngày zamandamgası oluşturulmatarihi yanıttarihi tarih sygnaturaczasowa datautworzenia dataodpowiedzi data'],
  ['comment', 'comment comments verbatim feedback reviewtext review text message opinion remarks remark suggestions suggestion openended body content description document 의견 코멘트 리뷰 후기 댓글 내용 意見 評論 留言 評語 回饋 內容 bìnhluận nhậnxét ýkiến phảnhồi gópý nộidung yorum yorumlar yorumunuz görüş görüşler geribildirim mesaj komentarz komentarze opinia uwagi wiadomość treść'],
  ['nps', 'nps npsscore netpromoterscore likelihoodtorecommend ltr recommendationscore recommend 추천의향 추천점수 推薦意願 推薦分數 khảnănggiớithiệu tavsiye tavsiyepuanı prawdopodobieństwopolecenia polecenie'],
  ['enps', 'enps enpsscore employeenps employeenetpromoterscore'],
  ['csat', 'csat csatscore satisfaction satisfactionscore satisfactionrating overallsatisfaction customersatisfaction 만족도 滿意度 mứcđộhàilòng hàilòng memnuniyet memnuniyetpuanı zadowolenie satysfakcja'],
  ['ces', 'ces cesscore effort effortscore customereffort customereffortscore ease easeofuse 고객노력 노력도 費力度 nỗlực mứcđộdễdàng çaba kolaylık wysiłek łatwość'],
  ['sentiment', 'sentiment sentimentscore sentimentvalue compoundsentiment sentimentcompound polarity 감성 감성점수 감정점수 情緒 情緒分數 情感分數 cảmxúc điểmcảmxúc duygu duygupuanı sentyment wydźwięk'],
  ['rating', 'rating overallrating starrating stars star score overallscore grade rate points 평점 별점 점수 評分 星等 分數 đánhgiá điểm điểmsố puan yıldız değerlendirme ocena gwiazdki wynik punkty'],
  ['csatScale', 'csatscale ratingscale'],
  ['cesScale', 'cesscale'],
  ['cesVersion', 'cesversion'],
  ['customer.email', 'email emailaddress customeremail contactemail mail 이메일 이메일주소 電子郵件 電子信箱 địachỉemail thưđiệntử eposta epostaadresi adresemail adresemailowy'],
  ['customer.phone', 'phone phonenumber customerphone mobile mobilenumber telephone tel 전화번호 전화 휴대폰 연락처 電話 手機 聯絡電話 sốđiệnthoại điệnthoại telefon telefonnumarası numertelefonu komórka'],
  ['customer.consent', 'consent customerconsent contactconsent emailconsent optin optedin emailoptin maycontact cancontact oktocontact allowcontact 수신동의 이메일수신동의 연락동의 同意聯絡 同意 聯絡同意 đồngý đồngýliênhệ đồngýnhậnemail onay iletişimonayı epostaizni izin zgoda zgodanakontakt'],
  ['customer.name', 'customername fullname clientname respondentname name 고객명 이름 성함 姓名 客戶姓名 名字 họvàtên họtên tênkháchhàng tên adsoyad adısoyadı isim müşteriadı imięinazwisko imię nazwaklienta'],
  ['customer.id', 'customerid userid clientid accountid contactid memberid respondentid 고객id 고객번호 회원번호 客戶編號 會員編號 mãkháchhàng müşterino müşteriid idklienta numerklienta'],
  ['department', 'department dept team division 부서 팀 部門 單位 phòngban bộphận departman bölüm birim dział departament zespół'],
  ['channel', 'channel contactchannel touchpoint medium 채널 경로 管道 渠道 通路 kênh kanal kanał'],
  ['product', 'product productname service sku 제품 제품명 상품 상품명 서비스 產品 商品 產品名稱 sảnphẩm tênsảnphẩm dịchvụ ürün ürünadı hizmet produkt nazwaproduktu usługa'],
  ['region', 'region country market territory location 지역 국가 地區 區域 國家 khuvực vùng quốcgia bölge ülke kraj obszar'],
  ['segment', 'segment customersegment customertype plan tier 세그먼트 고객유형 요금제 客群 客戶類型 方案 phânkhúc loạikháchhàng gói segmentklienta typklienta pakiet'],
  ['language', 'language lang locale 언어 語言 語系 ngônngữ dil język'],
  ['source', 'source 출처 來源 nguồn kaynak źródło'],
  ['anonymous', 'anonymous isanonymous 익명 匿名 ẩndanh anonim anonimowo'],
  ['contactRequested', 'contactrequested contactme pleasecontactme 연락요청 請與我聯絡 kontakttalebi proszęokontakt'],
];

const BY_NAME: ReadonlyMap<string, { hint: NameHint; rank: number }> = new Map(
  NAMES.flatMap(([hint, names]) => names.split(' ').map((name, rank) => [name, { hint, rank }] as const)),
);

/** Parts of questions that survey tools write as column names. */
const QUESTIONS: readonly (readonly [NameHint, RegExp])[] = [
  ['nps', /howlikely|likelyareyouto|recommend|추천하|推薦|giớithiệucho|tavsiyeet|tavsiyeed|polecisz|polecić|poleciłby/u],
  ['ces', /effort|howeasy|easytouse|madeiteasy|madeeasy|쉬웠|쉽게|容易|費力|dễdàng|kolaylaştır|nekadarkolay|łatwo|wysiłk/u],
  ['csat', /satisf|만족|滿意|hàilòng|memnun|zadowol|usatysfakcj/u],
];

/** What the name of a column suggests; a lower rank is a better name. */
export function hintOf(column: string): { hint: NameHint; rank: number } | undefined {
  const plain = column.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const known = BY_NAME.get(plain);
  if (known) return known;
  for (const [hint, pattern] of QUESTIONS) if (pattern.test(plain)) return { hint, rank: 100 };
  return undefined;
}
