/** What a language's speakers write when they are content or not, where a list of English words put into that language does not know it. */
export interface OpinionWords {
  /** Separated by commas; a word of these three languages also stands for its inflected forms: Korean, Polish, Turkish. */
  readonly positive: string;
  readonly negative: string;
  /** Words that a translated list judges and that say nothing here. */
  readonly neutral?: string;
  /** They turn the words that follow, up to `reach` of them. */
  readonly before: string;
  /** They turn the word that they follow. */
  readonly after: string;
  /** Words; characters where there are no spaces. */
  readonly reach: number;
}

/** What customers write in the languages of the dashboard. Each counts three, as a clear word does in AFINN. */
export const OPINION_WORDS: Readonly<Record<string, OpinionWords>> = {
  en: {
    positive:
      'easy, easily, quick, quickly, fast, faster, smooth, smoothly, seamless, intuitive, reliable, responsive, friendly, polite, patient, attentive, knowledgeable, professional, courteous, spotless, tasty, delicious, comfy, comfortable, recommend, recommended, prompt, promptly, on time, works well, works great, works perfectly, well made, good value, value for money, five stars, 5 stars, top notch, love, loved, loves, great, excellent, amazing, perfect, perfectly, fantastic, wonderful, brilliant, superb, happy, pleased, satisfied, delighted, impressed, impressive, helpful, thank, thanks, grateful, convenient, simple, clean, sturdy, no problems, no problem, no issues, no complaints, without problems, hassle free, worth it, well worth, second to none',
    negative:
      'slow, slowly, laggy, lag, buggy, bug, bugs, crash, crashes, crashed, crashing, freezes, froze, freezing, glitch, glitches, broke, broken, breaks, faulty, defective, doa, late, delay, delayed, delays, waited, waiting, rude, unfriendly, unhelpful, ignored, refund, refused, overpriced, expensive, rip off, ripoff, scam, misleading, confusing, complicated, clunky, useless, worthless, pointless, waste, dirty, filthy, stale, cold food, tasteless, bland, uncomfortable, noisy, flimsy, cheaply made, disappointed, disappointing, disappointment, terrible, horrible, awful, worst, worse, poor, poorly, bad, hate, hated, annoying, annoyed, frustrating, frustrated, unacceptable, unreliable, unusable, unresponsive, incompetent, unprofessional, never again, avoid, not good, not great, not happy, not satisfied, not impressed, stopped working, does not work, did not work, not working, no response, no reply, no answer, nobody, no one, still waiting, disconnects, disconnected, cuts out, overcharged, charged twice, hidden fees, missing, lost, damaged, wrong, cancel, cancelled, complaint, complain, error, errors, fails, failed, fail, failure',
    neutral: 'please, want, wanted, yes, like, matter, pay, alert, alerts, share, demand, number, free, fire, hello',
    before: "not, no, never, without, hardly, barely, cannot, nothing, neither, nor, dont, doesnt, didnt, isnt, wasnt, wont, cant, couldnt, arent, werent, wouldnt, don't, doesn't, didn't, isn't, wasn't, won't, can't, couldn't, aren't, weren't, wouldn't, shouldn't, haven't, hasn't, ain't, far from, anything but",
    after: '',
    reach: 3,
  },
  zh: {
    positive:
      '好用, 好看, 好吃, 好喝, 好听, 好评, 很好, 真好, 最好, 不错, 还不错, 赞, 很赞, 棒, 超棒, 满意, 很满意, 喜欢, 超喜欢, 爱, 快速, 很快, 超快, 迅速, 神速, 准时, 方便, 便利, 简单, 容易, 顺利, 顺畅, 流畅, 稳定, 清楚, 清晰, 亲切, 热情, 热心, 耐心, 贴心, 窝心, 用心, 细心, 周到, 专业, 友善, 礼貌, 有效率, 给力, 推荐, 值得, 划算, 物超所值, 性价比高, CP值高, 干净, 整洁, 舒服, 舒适, 漂亮, 精致, 质感, 惊喜, 开心, 高兴, 感动, 感谢, 谢谢, 放心, 安心, 可靠, 实用, 省电, 五星, 回购, 会再来, 会再买, 支持, 完美, 优秀, 精彩, 美味, 新鲜, 无可挑剔, 没话说, 没问题, 一次就',
    negative:
      '差, 很差, 太差, 超差, 差劲, 差评, 烂, 很烂, 太烂, 垃圾, 糟, 糟糕, 失望, 不满, 不满意, 生气, 气死, 愤怒, 火大, 傻眼, 无言, 无语, 离谱, 夸张, 扯, 后悔, 慢, 很慢, 太慢, 超慢, 延迟, 拖, 一直拖, 等很久, 等了, 等太久, 迟到, 没人接, 打不通, 没回, 不回, 不理, 没人理, 敷衍, 踢皮球, 推卸, 推托, 态度差, 态度不好, 冷漠, 不耐烦, 没礼貌, 坏, 坏了, 故障, 断线, 掉线, 当机, 死机, 卡住, 卡顿, 闪退, 黑屏, 错误, 失败, 出错, 没反应, 不能用, 无法, 不行, 没用, 没有用, 难用, 难吃, 难看, 难喝, 难听, 不好, 不好用, 不好吃, 不会再, 不推荐, 不值, 不方便, 不清楚, 不稳, 不准, 复杂, 麻烦, 贵, 太贵, 很贵, 坑, 骗, 骗人, 诈骗, 欺骗, 乱扣, 重复扣款, 多扣, 退货, 退款, 退费, 投诉, 客诉, 缺货, 少寄, 漏寄, 寄错, 破损, 损坏, 压坏, 瑕疵, 裂, 脏, 臭, 吵, 噪音, 漏水, 耗电, 没电, 浪费, 放弃, 取消, 最后一次, 没消息, 没下文, 再也不, 别买, 千万别, 问题, 抱怨, 无聊, 恶心',
    neutral: '某些, 范围, 小说, 人, 义, 文, 力, 要, 会, 分享, 数, 解决, 请, 对, 能',
    before: '不, 没, 没有, 无, 未, 别, 不太, 不够, 不是, 没那么, 毫无, 不怎么, 并不',
    after: '',
    reach: 2,
  },
  ko: {
    positive:
      '좋아, 좋았, 좋은, 좋네, 좋고, 좋습, 좋다, 좋음, 좋던, 좋더, 최고, 최상, 굿, 짱, 대박, 추천, 강추, 만족, 대만족, 감사, 고마, 고맙, 친절, 빠르, 빨라, 빨랐, 신속, 편리, 편하, 편해, 편안, 간편, 쉽고, 쉬워, 쉬웠, 쉽게, 간단, 깔끔, 깨끗, 예쁘, 예뻐, 이쁘, 이뻐, 훌륭, 완벽, 멋지, 멋져, 멋있, 재밌, 재미있, 재밋, 웃기, 웃겨, 감동, 감명, 눈물, 맛있, 맛나, 튼튼, 정확, 안정적, 든든, 믿음, 믿고, 사랑, 행복, 기쁘, 즐거, 즐겁, 유용, 도움, 합리적, 저렴, 가성비, 재구매, 또올, 또보, 명작, 수작, 걸작, 아름다, 따뜻, 뛰어나, 뛰어난, 탁월, 완성도, 인상적, 꼼꼼, 세심, 잘해, 잘됩, 잘돼, 잘되, 무난, 괜찮, 후회없, 문제없, 끊김없, 별다섯',
    negative:
      '나쁘, 나빠, 나쁜, 별로, 최악, 실망, 불만, 불만족, 불편, 불친절, 불쾌, 짜증, 화나, 화가, 열받, 어이없, 황당, 답답, 느리, 느려, 느렸, 늦게, 늦어, 늦었, 늦네, 지연, 기다려, 기다렸, 기다리, 고장, 오류, 에러, 버그, 먹통, 멈춰, 멈추, 멈췄, 끊겨, 끊기, 끊김, 튕겨, 튕기, 안됨, 안돼, 안됩, 안되, 안열, 안와, 안왔, 못쓰, 망가, 깨져, 깨진, 파손, 불량, 하자, 환불, 반품, 취소, 비싸, 비싼, 비쌉, 바가지, 사기, 거짓, 속았, 속이, 아깝, 아까, 돈낭비, 시간낭비, 낭비, 쓰레기, 재미없, 재미도없, 노잼, 지루, 지겨, 지겹, 졸려, 졸린, 졸작, 허접, 유치, 억지, 뻔한, 뻔하, 식상, 엉망, 엉성, 어설, 형편없, 후회, 쓸모없, 소용없, 의미없, 이해불가, 무성의, 무책임, 무시, 복잡, 어렵, 어려, 힘들, 시끄러, 더럽, 더러, 냄새, 맛없, 부족, 모자라, 아쉽, 아쉬, 미흡, 누락, 잘못, 틀려, 연락이없, 답이없, 응답이없, 다시는, 삭제, 해지, 탈퇴, 문제, 불안, 역겹, 역겨, 싫어, 싫다, 싫었, 망했, 망한, 망작, 발연기, 욕나',
    neutral: '네, 깜짝, 배로, 공유, 사람, 수고, 요구, 예, 지능형, 도전',
    before: '안, 못, 전혀',
    after: '않, 못하, 못했, 못해, 못합, 없, 아니, 안',
    reach: 1,
  },
  vi: {
    positive:
      'tốt, rất tốt, tuyệt, tuyệt vời, hài lòng, ưng, ưng ý, thích, rất thích, yêu, đẹp, xinh, ngon, nhanh, nhanh chóng, nhanh gọn, tiện, tiện lợi, thuận tiện, dễ, dễ dùng, dễ hiểu, dễ dàng, đơn giản, mượt, ổn, ổn định, êm, sạch, sạch sẽ, gọn gàng, kỹ, cẩn thận, chắc chắn, bền, nhiệt tình, thân thiện, dễ thương, lịch sự, chu đáo, tận tâm, tận tình, chuyên nghiệp, kiên nhẫn, uy tín, yên tâm, đáng tiền, đáng mua, xứng đáng, hợp lý, rẻ, giá tốt, chất lượng, cảm ơn, cám ơn, giới thiệu, sẽ quay lại, sẽ ủng hộ, ủng hộ, mua lại, xuất sắc, hoàn hảo, hữu ích, có ích, bất ngờ, vui, hạnh phúc, đúng giờ, đúng hẹn, chính xác, rõ ràng, tươi, thoải mái, năm sao, 5 sao, không có gì để chê, không chê, hết ý, đỉnh, xịn, ok, oke, giải quyết ngay',
    negative:
      'tệ, quá tệ, rất tệ, kém, dở, chán, thất vọng, bực, bực mình, tức, khó chịu, chậm, quá chậm, lâu, quá lâu, chờ, đợi, trễ, muộn, giao trễ, lỗi, bị lỗi, hỏng, hư, bể, vỡ, móp, rách, treo, đơ, lag, giật, mất kết nối, rớt mạng, không được, không dùng được, không hoạt động, không kết nối, không vào được, không ai, không trả lời, không phản hồi, không liên lạc, không hài lòng, không tốt, không giống, không đúng, không đáng, không bao giờ, thái độ, thô lỗ, cáu, cọc, vô trách nhiệm, thiếu, nhầm, sai, mất, đắt, mắc, chặt chém, lừa, lừa đảo, gian dối, hàng giả, hàng nhái, phí tiền, phí thời gian, uổng, tiếc, phức tạp, rắc rối, khó dùng, khó hiểu, khó khăn, ồn, bẩn, dơ, hôi, nhạt, nguội, hoàn tiền, trả hàng, đổi trả, hủy, khiếu nại, phàn nàn, đùn đẩy, hứa, hối hận, tào lao, vớ vẩn, nản, bất tiện, bó tay, kinh khủng',
    neutral: 'hàng, tương lai, chia sẻ, được, cho, số',
    before: 'không, chẳng, chả, chưa, đừng, ko, k, kg, hok, hông, không hề, không có, chưa được, không phải',
    after: '',
    reach: 2,
  },
  tr: {
    positive:
      'iyi, güzel, harika, mükemmel, muhteşem, süper, şahane, kusursuz, başarılı, memnun, memnunum, teşekkür, teşekkürler, sağolun, tavsiye, öneririm, beğendim, beğendik, seviyorum, sevdim, bayıldım, hızlı, çabuk, kolay, kolayca, pratik, rahat, kullanışlı, kaliteli, sağlam, dayanıklı, temiz, lezzetli, taze, güleryüzlü, güler yüzlü, kibar, nazik, ilgili, ilgilendiler, yardımcı, yardımsever, sabırlı, profesyonel, güvenilir, güvenli, zamanında, uygun, hesaplı, ucuz, özenli, özenle, titiz, sorunsuz, problemsiz, eksiksiz, gayet, net, anlaşılır, şık, kesintisiz, stabil, çözüldü, çözdüler, değer, on numara, beş yıldız, bravo, helal, efsane, keyifli, mutlu',
    negative:
      'kötü, berbat, rezalet, rezil, felaket, korkunç, iğrenç, vasat, yetersiz, başarısız, kalitesiz, bozuk, bozuldu, bozulan, kırık, kırıldı, arızalı, arıza, arızalandı, çalışmıyor, çalışmadı, çalışmaz, çalışmayan, açılmıyor, bağlanmıyor, bağlanamıyor, gelmedi, gelmiyor, ulaşmadı, ulaşamıyorum, ulaşılamıyor, olmuyor, olmadı, yapmıyor, beğenmedim, beğenmedik, önermem, önermiyorum, tavsiye etmem, tavsiye etmiyorum, memnun değilim, memnun kalmadım, sevmedim, almayın, pişman, pişmanım, yavaş, geç, gecikti, gecikme, geciken, bekledim, bekliyorum, bekletti, bekletildim, donuyor, dondu, kasıyor, takılıyor, kopuyor, koptu, kesiliyor, çöküyor, hata, hatalı, sorun, sorunlu, problem, şikayet, şikâyet, kaba, ilgisiz, saygısız, umursamaz, cevap vermiyor, cevap vermediler, cevap yok, dönüş yok, kimse, muhatap, pahalı, fahiş, kazık, dolandırıcı, dolandırıldım, yalan, aldatıcı, yanıltıcı, eksik, yanlış, hasarlı, çizik, kirli, pis, bayat, tatsız, gürültülü, karmaşık, karışık, zor, saçma, mağdur, mağduriyet, iade, iptal, para tuzağı, yazık, hayal kırıklığı, hüsran, çöp, bir daha asla, asla, bıktım, usandım, sinir, rahatsız',
    neutral: 'yok, fındık, evet, lütfen, komisyon, paylaş, çıkmak, tasarruf, istek, istemek, özgür',
    before: '',
    after: 'değil, değildi, değilim, değiller, yok, yoktu, etmem, etmiyorum, kalmadım, kalmadık, olmadı, olmuyor, edilmedi',
    reach: 1,
  },
  pl: {
    positive:
      'dobry, dobra, dobre, dobrze, świetny, świetnie, super, rewelacja, rewelacyjny, rewelacyjnie, doskonały, doskonale, znakomity, znakomicie, idealny, idealnie, wspaniały, wspaniale, fantastyczny, fajny, fajnie, polecam, polecamy, szybki, szybko, sprawny, sprawnie, błyskawiczny, błyskawicznie, łatwy, łatwo, prosty, prosto, wygodny, wygodnie, intuicyjny, przejrzysty, miły, miło, uprzejmy, sympatyczny, życzliwy, pomocny, pomogli, pomogła, pomógł, cierpliwy, kompetentny, profesjonalny, profesjonalnie, fachowy, fachowo, rzetelny, solidny, solidnie, niezawodny, stabilny, czysty, czysto, pyszny, smaczny, świeży, ładny, piękny, elegancki, estetyczny, zadowolony, zadowolona, zadowoleni, dziękuję, dzięki, wdzięczny, podoba, uwielbiam, kocham, warto, warty, punktualny, punktualnie, na czas, bez problemu, bez problemów, bez zarzutu, bez zastrzeżeń, strzał w dziesiątkę, pięć gwiazdek, tani, tanio, korzystny, zaskoczony pozytywnie, przyjemny, przyjemnie, najlepszy, lepszy, brawo, sukces',
    negative:
      'zły, zła, złe, źle, słaby, słabo, kiepski, kiepsko, fatalny, fatalnie, tragedia, tragiczny, tragicznie, okropny, okropnie, beznadziejny, beznadziejnie, koszmar, koszmarny, dramat, masakra, porażka, żenada, żenujący, wstyd, skandal, najgorszy, gorszy, odradzam, nie polecam, nie działa, nie działał, nie działają, nie dotarł, nie dotarła, nie odpowiada, nie odbiera, nie przyszedł, nie przyszła, zawiódł, zawiodła, zawiedziony, zawiedziona, rozczarowany, rozczarowana, rozczarowanie, niezadowolony, niezadowolona, wolny, wolno, powolny, powoli, opóźnienie, opóźniony, spóźniony, spóźnił, spóźnienie, czekam, czekałem, czekałam, czekać, czekanie, zepsuty, zepsuł, zepsuła, psuje, awaria, awarie, awaryjny, usterka, uszkodzony, uszkodzona, wadliwy, wada, pęknięty, połamany, zawiesza, zacina, zrywa, rozłącza, wyrzuca, błąd, błędy, błędny, problem, problemy, reklamacja, reklamację, zwrot, skarga, niemiły, nieuprzejmy, niekompetentny, chamski, bezczelny, arogancki, ignoruje, ignorują, zero kontaktu, brak odpowiedzi, brak kontaktu, brak, brakuje, drogi, drogo, za drogo, drożyzna, oszustwo, oszuści, oszukali, naciągacze, kłamstwo, kłamią, ukryte, skomplikowany, trudny, trudno, uciążliwy, niewygodny, nieczytelny, niestabilny, brudny, brudno, śmierdzi, zimne, niesmaczny, hałas, głośny, bezużyteczny, bubel, badziewie, tandeta, strata czasu, strata pieniędzy, szkoda, żałuję, nigdy więcej, rezygnuję, zrezygnowałem, irytujący, denerwuje, denerwujący, frustrujący, zniechęca, niestety, nikt, masakryczny',
    neutral: 'proszę, tak, wsporniki, wentylator, poszukiwania, udział, numer, wolny czas, nacisk',
    before: 'nie, ani, nigdy, żaden, żadna, żadne, żadnych, brak, zero, bez',
    after: '',
    reach: 2,
  },
};
