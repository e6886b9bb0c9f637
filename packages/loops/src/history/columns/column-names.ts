import { plainWord } from '../words.ts';
import type { LoopColumnTarget } from './column-target.ts';

type NamedTarget = Exclude<LoopColumnTarget, 'ignored'>;

/**
 * Usual names of columns in exports of helpdesks, in English, German, Korean, Traditional Chinese, Vietnamese, Turkish and Polish,
 * without case, spaces and punctuation. Names that stand first are the better ones.
 */
const NAMES: readonly (readonly [NamedTarget, string])[] = [
  ['id', 'id externalid ticketid caseid loopid requestid issueid issuekey conversationid ticketnumber casenumber requestnumber incidentnumber ticketno ticket case key number nummer ticketnummer vorgangsnummer fallnummer 티켓id 티켓번호 접수번호 工單編號 案件編號 案號 編號 mãyêucầu mãphiếu mãvé talepno biletno kayıtno idzgłoszenia numerzgłoszenia numersprawy'],
  ['department', 'department firstdepartment group assignedgroup assignmentgroup supportgroup dept team queue division abteilung bereich 부서 팀 部門 單位 群組 phòngban bộphận nhóm departman bölüm birim grup dział departament zespół grupa'],
  ['opened', 'opened openedat openedon createdat createdon creationdate createdate created createdtime creationtime opendate dateopened datecreated reportedat receivedat submittedat erstelltam erstellt eröffnet eröffnetam angelegtam 생성일 생성일시 접수일 접수일시 등록일 建立時間 建立日期 開啟時間 開單時間 ngàytạo thờigiantạo ngàymở açılıştarihi oluşturulmatarihi oluşturulma datautworzenia utworzono dataotwarcia datazgłoszenia'],
  ['acknowledged', 'acknowledged acknowledgedat acknowledgedon acceptedat pickedupat takenat bestätigtam angenommenam 확인일 확인일시 접수확인일 確認時間 受理時間 ngàytiếpnhận thờigiantiếpnhận onaytarihi kabultarihi datapotwierdzenia dataprzyjęcia'],
  ['contacted', 'contacted contactedat firstcontact firstcontactat firstcontactedat firstresponse firstresponseat firstresponsetime firstrepliedat firstreplyat firstreplytime firstrespondedat kontaktiertam ersteantwort erstkontakt 최초응답일시 첫응답일시 최초연락일 首次回覆時間 首次聯絡時間 phảnhồiđầutiên liênhệđầutiên ilkyanıttarihi ilkyanıt ilkiletişim pierwszaodpowiedź datapierwszejodpowiedzi pierwszykontakt'],
  ['resolved', 'resolved resolvedat resolvedon solvedat solvedon solved resolutiondate resolutiontime resolvedtime fixedat gelöstam gelöst 해결일 해결일시 解決時間 解決日期 ngàygiảiquyết thờigiangiảiquyết çözümtarihi çözülmetarihi datarozwiązania rozwiązano'],
  ['told', 'told toldat customertoldat informedat customerinformedat notifiedat customernotifiedat informiertam 고객안내일 고객통보일 告知時間 通知時間 ngàythôngbáo bilgilendirmetarihi datapoinformowania poinformowano'],
  ['closed', 'closed closedat closedon closedate dateclosed closedtime completedat geschlossenam geschlossen abgeschlossenam 종료일 종료일시 완료일 완료일시 結案時間 結案日期 關閉時間 ngàyđóng thờigianđóng kapanıştarihi kapatılmatarihi datazamknięcia zamknięto'],
  ['handOvers', 'handovers handover handoffs handoff transfers transfer reassignments grouphistory departmenthistory übergaben weiterleitungen 이관 이관내역 轉交 轉交紀錄 移轉紀錄 chuyểngiao lịchsửchuyển devirler devir przekazania przekazanie'],
  ['handedOverAt', 'handedoverat handoverat handoverdate handovertime transferredat transferdate transfertime übergebenam 이관일 이관일시 轉交時間 ngàychuyển devirtarihi dataprzekazania'],
  ['handedOverTo', 'handedoverto handoverto transferredto transferto übergebenan 이관부서 轉交部門 chuyểnđến devredilen przekazanodo'],
  ['waits', 'waits waiting waitingforcustomer pendingtimes pending wartezeiten 대기 等待 thờigianchờ bekleme oczekiwanie'],
  ['outcome', 'outcome closeoutcome customertold ergebnis 결과 結果 kếtquả sonuç wynik'],
  ['reason', 'reason closereason nottoldreason closingreason closecode grund 사유 종료사유 原因 未告知原因 lýdo neden gerekçe powód'],
  ['priority', 'priority urgency severity importance priorität dringlichkeit 우선순위 중요도 優先順序 優先級 緊急程度 độưutiên mứcđộ öncelik aciliyet priorytet pilność'],
  ['owner', 'owner assignee assignedto assigneename assigneeemail agent agentname assignedagent handledby bearbeiter zuständig 담당자 담당상담원 負責人 處理人員 承辦人 ngườiphụtrách ngườixửlý sorumlu temsilci atanan właściciel przypisanydo opiekun agentobsługi'],
  ['customer.email', 'customeremail requesteremail email emailaddress contactemail reporteremail mail kundenemail 이메일 고객이메일 電子郵件 電子信箱 emailkháchhàng địachỉemail eposta epostaadresi müşteriepostası adresemail emailklienta'],
  ['customer.id', 'customerid requesterid clientid accountid contactid userid memberid kundennummer kundenid 고객id 고객번호 客戶編號 會員編號 mãkháchhàng müşterino müşteriid idklienta numerklienta'],
  ['channel', 'channel via contactchannel sourcechannel ticketchannel medium kanal kontaktkanal 채널 경로 管道 渠道 kênh kanał'],
  ['product', 'product productname service produkt 제품 상품 產品 商品 sảnphẩm ürün'],
  ['region', 'region country market location land 지역 국가 地區 國家 khuvực quốcgia bölge ülke kraj'],
  ['segment', 'segment customersegment plan tier kundensegment 고객유형 세그먼트 客群 客戶類型 phânkhúc segmentklienta müşterisegmenti'],
  ['language', 'language lang locale sprache 언어 語言 ngônngữ dil język'],
  ['rootCause', 'rootcause cause rootcausecategory ursache grundursache 근본원인 원인 根本原因 問題原因 nguyênnhân nguyênnhângốc kökneden przyczyna przyczynaźródłowa'],
  ['action', 'action actiontaken resolution resolutioncode fix maßnahme lösung 조치 조치내용 處理方式 改善措施 hànhđộng biệnpháp aksiyon yapılanişlem działanie podjętedziałanie'],
  ['source', 'source sourcesystem quelle 출처 來源 nguồn kaynak źródło'],
];

const BY_NAME: ReadonlyMap<string, { target: NamedTarget; rank: number }> = new Map(NAMES.flatMap(([target, names]) => names.split(' ').map((name, rank) => [name, { target, rank }] as const)));

/** What the name of a column suggests; a lower rank is a better name. Numbers at the end count repeated columns: `Hand-over 2`, `Transferred at (2)`. */
export function namedTarget(column: string): { target: NamedTarget; rank: number } | undefined {
  const plain = plainWord(column);
  return BY_NAME.get(plain) ?? BY_NAME.get(plain.replace(/\d+$/, ''));
}
