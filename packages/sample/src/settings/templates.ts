import type { Language } from '../company.ts';

/** A message of the sample company, in all languages that its customers write in. Variables are in double braces. */
export interface SampleTemplate {
  name: string;
  purpose: 'contact' | 'told' | 'reask';
  texts: Record<Language, { subject: string; body: string }>;
}

/** The template by which customers are asked again after a loop has closed. */
export const SAMPLE_REASK_TEMPLATE = 'Did it help?';

export const SAMPLE_TEMPLATES: readonly SampleTemplate[] = [
  {
    name: 'We are looking into it',
    purpose: 'contact',
    texts: {
      en: {
        subject: 'Your feedback of {{feedback.date}}',
        body: 'Hello {{customer.name}},\n\nthank you for telling us openly what went wrong. I have read what you wrote on {{feedback.date}} and am looking into it now.\n\nWhen may I call you? If writing suits you better, simply reply to this message.\n\nKind regards\n{{owner.name}}\n{{department}}, {{company}}',
      },
      'zh-TW': {
        subject: '關於您在{{feedback.date}}的意見',
        body: '{{customer.name}}您好：\n\n謝謝您直接告訴我們哪裡做得不好。您在{{feedback.date}}寫的內容我已經看過，正在了解狀況。\n\n請問什麼時候方便打電話給您？如果您比較習慣文字聯絡，直接回覆這封信就可以了。\n\n{{owner.name}}\n{{company}} {{department}} 敬上',
      },
      ko: {
        subject: '{{feedback.date}}에 남겨 주신 의견에 대해 연락드립니다',
        body: '안녕하세요, {{customer.name}} 고객님.\n\n불편하셨던 점을 솔직하게 알려 주셔서 감사합니다. {{feedback.date}}에 남겨 주신 내용을 읽었고, 지금 확인하고 있습니다.\n\n언제 전화를 드리면 좋을까요? 글로 답하시는 것이 편하시면 이 메일에 바로 회신해 주세요.\n\n감사합니다.\n{{owner.name}} 드림\n{{company}} {{department}}',
      },
      vi: {
        subject: 'Về góp ý của bạn ngày {{feedback.date}}',
        body: 'Chào {{customer.name}},\n\nCảm ơn bạn đã thẳng thắn cho chúng tôi biết điều chưa ổn. Tôi đã đọc những gì bạn viết ngày {{feedback.date}} và đang kiểm tra.\n\nKhi nào tôi gọi cho bạn thì tiện? Nếu bạn thích nhắn qua thư hơn, chỉ cần trả lời thư này.\n\nTrân trọng,\n{{owner.name}}\n{{department}}, {{company}}',
      },
      tr: {
        subject: '{{feedback.date}} tarihli geri bildiriminiz',
        body: 'Merhaba {{customer.name}},\n\nYaşadığınız sorunu bize açıkça anlattığınız için teşekkür ederiz. {{feedback.date}} tarihinde yazdıklarınızı okudum ve şu anda konuyu inceliyorum.\n\nSizi ne zaman arayabilirim? Yazışmayı tercih ederseniz bu iletiyi yanıtlamanız yeterli.\n\nSaygılarımla\n{{owner.name}}\n{{department}}, {{company}}',
      },
      pl: {
        subject: 'Państwa opinia z {{feedback.date}}',
        body: 'Dzień dobry, {{customer.name}},\n\ndziękujemy za szczerą opinię o tym, co poszło nie tak. Wiadomość z {{feedback.date}} już czytam i sprawdzam, co się stało.\n\nKiedy mogę zadzwonić? Jeśli wygodniej jest pisać, wystarczy odpowiedzieć na tę wiadomość.\n\nZ poważaniem\n{{owner.name}}\n{{department}}, {{company}}',
      },
    },
  },
  {
    name: 'Thank you, and a request',
    purpose: 'contact',
    texts: {
      en: {
        subject: 'Thank you for your kind words',
        body: 'Hello {{customer.name}},\n\nyour words of {{feedback.date}} made our day; I have passed them on to everyone here.\n\nWould you tell others as well? A short review helps people who are still choosing. And if you would like to show how you work with our devices, we would gladly write about it together with you. Simply reply to this message.\n\nKind regards\n{{owner.name}}\n{{company}}',
      },
      'zh-TW': {
        subject: '謝謝您的肯定',
        body: '{{customer.name}}您好：\n\n您在{{feedback.date}}寫的話讓我們非常開心，我已經轉給同事們看了。\n\n不知道您願不願意也跟其他人分享？一則簡短的評論，對還在考慮的人很有幫助。如果您願意介紹貴公司怎麼使用我們的產品，我們很樂意和您一起寫成一篇文章。直接回覆這封信即可。\n\n{{owner.name}}\n{{company}} 敬上',
      },
      ko: {
        subject: '따뜻한 말씀 감사합니다',
        body: '안녕하세요, {{customer.name}} 고객님.\n\n{{feedback.date}}에 남겨 주신 말씀 덕분에 모두 큰 힘을 얻었습니다. 동료들에게도 전했습니다.\n\n다른 분들께도 들려주실 수 있을까요? 짧은 후기 하나가 아직 고민 중인 분들께 큰 도움이 됩니다. 제품을 어떻게 쓰고 계신지 함께 소개할 의향이 있으시면 이 메일에 회신해 주세요. 기꺼이 함께 글을 만들겠습니다.\n\n감사합니다.\n{{owner.name}} 드림\n{{company}}',
      },
      vi: {
        subject: 'Cảm ơn những lời tốt đẹp của bạn',
        body: 'Chào {{customer.name}},\n\nNhững gì bạn viết ngày {{feedback.date}} khiến chúng tôi rất vui; tôi đã chuyển đến các đồng nghiệp.\n\nBạn có thể chia sẻ với mọi người không? Một đánh giá ngắn sẽ giúp ích cho những ai còn đang cân nhắc. Và nếu bạn muốn giới thiệu cách mình dùng thiết bị của chúng tôi, chúng tôi rất sẵn lòng cùng bạn viết về điều đó. Chỉ cần trả lời thư này.\n\nTrân trọng,\n{{owner.name}}\n{{company}}',
      },
      tr: {
        subject: 'Güzel sözleriniz için teşekkürler',
        body: 'Merhaba {{customer.name}},\n\n{{feedback.date}} tarihinde yazdıklarınız bizi çok mutlu etti; bütün ekiple paylaştım.\n\nBaşkalarına da anlatır mısınız? Kısa bir yorum, henüz karar vermemiş olanlara çok yardımcı oluyor. Cihazlarımızı nasıl kullandığınızı göstermek isterseniz bunu sizinle birlikte yazmaktan memnuniyet duyarız. Bu iletiyi yanıtlamanız yeterli.\n\nSaygılarımla\n{{owner.name}}\n{{company}}',
      },
      pl: {
        subject: 'Dziękujemy za miłe słowa',
        body: 'Dzień dobry, {{customer.name}},\n\nopinia z {{feedback.date}} bardzo nas ucieszyła; zna ją już cały zespół.\n\nCzy możemy prosić o podzielenie się nią z innymi? Krótka recenzja pomaga osobom, które się jeszcze wahają. A jeśli mają Państwo ochotę pokazać, jak korzystają z naszych urządzeń, chętnie opiszemy to wspólnie. Wystarczy odpowiedzieć na tę wiadomość.\n\nZ poważaniem\n{{owner.name}}\n{{company}}',
      },
    },
  },
  {
    name: 'What we did about it',
    purpose: 'told',
    texts: {
      en: {
        subject: 'What we did about your feedback',
        body: 'Hello {{customer.name}},\n\non {{feedback.date}} you told us what was wrong. We have looked into it and put it right.\n\nIf anything is still not as it should be, simply reply to this message and it comes straight to me.\n\nThank you for your patience.\n\nKind regards\n{{owner.name}}\n{{department}}, {{company}}',
      },
      'zh-TW': {
        subject: '您的意見，我們處理好了',
        body: '{{customer.name}}您好：\n\n您在{{feedback.date}}告訴我們的問題，我們已經查明並處理完成。\n\n如果還有任何地方不對，直接回覆這封信，我會親自收到。\n\n謝謝您的耐心。\n\n{{owner.name}}\n{{company}} {{department}} 敬上',
      },
      ko: {
        subject: '남겨 주신 의견을 이렇게 처리했습니다',
        body: '안녕하세요, {{customer.name}} 고객님.\n\n{{feedback.date}}에 알려 주신 문제를 확인하고 바로잡았습니다.\n\n아직 해결되지 않은 점이 있으면 이 메일에 회신해 주세요. 제가 직접 확인하겠습니다.\n\n기다려 주셔서 감사합니다.\n{{owner.name}} 드림\n{{company}} {{department}}',
      },
      vi: {
        subject: 'Chúng tôi đã xử lý góp ý của bạn',
        body: 'Chào {{customer.name}},\n\nNgày {{feedback.date}} bạn đã cho chúng tôi biết điều chưa ổn. Chúng tôi đã tìm hiểu và khắc phục.\n\nNếu vẫn còn gì chưa đúng, bạn chỉ cần trả lời thư này, thư sẽ đến thẳng tôi.\n\nCảm ơn bạn đã kiên nhẫn.\n\nTrân trọng,\n{{owner.name}}\n{{department}}, {{company}}',
      },
      tr: {
        subject: 'Geri bildiriminiz üzerine yaptıklarımız',
        body: 'Merhaba {{customer.name}},\n\n{{feedback.date}} tarihinde bize bir sorundan söz etmiştiniz. Konuyu inceledik ve düzelttik.\n\nHâlâ yolunda gitmeyen bir şey varsa bu iletiyi yanıtlamanız yeterli; doğrudan bana ulaşır.\n\nSabrınız için teşekkür ederiz.\n\nSaygılarımla\n{{owner.name}}\n{{department}}, {{company}}',
      },
      pl: {
        subject: 'Co zrobiliśmy w Państwa sprawie',
        body: 'Dzień dobry, {{customer.name}},\n\n{{feedback.date}} otrzymaliśmy informację, co było nie tak. Sprawdziliśmy to i naprawiliśmy.\n\nJeśli coś nadal nie działa, jak powinno, wystarczy odpowiedzieć na tę wiadomość – trafi prosto do mnie.\n\nDziękujemy za cierpliwość.\n\nZ poważaniem\n{{owner.name}}\n{{department}}, {{company}}',
      },
    },
  },
  {
    name: 'You asked, we did',
    purpose: 'told',
    texts: {
      en: {
        subject: 'You asked for it, now it is there',
        body: 'Hello {{customer.name}},\n\non {{feedback.date}} you wrote what you would like us to improve. You were not alone with that, and we have built it: it comes with the next update.\n\nThank you for the idea. Please keep telling us what is missing.\n\nKind regards\n{{department}}, {{company}}',
      },
      'zh-TW': {
        subject: '您提的建議，我們做出來了',
        body: '{{customer.name}}您好：\n\n您在{{feedback.date}}寫下希望我們改進的地方。有同樣想法的人不少，我們已經做好了，會隨下一次更新推出。\n\n謝謝您的點子，還缺什麼，請繼續告訴我們。\n\n{{company}} {{department}} 敬上',
      },
      ko: {
        subject: '제안해 주신 기능이 나왔습니다',
        body: '안녕하세요, {{customer.name}} 고객님.\n\n{{feedback.date}}에 이런 점이 나아지면 좋겠다고 적어 주셨습니다. 같은 의견을 주신 분들이 많았고, 이제 만들었습니다. 다음 업데이트에 포함됩니다.\n\n좋은 의견 감사합니다. 아쉬운 점이 있으면 앞으로도 알려 주세요.\n\n{{company}} {{department}} 드림',
      },
      vi: {
        subject: 'Bạn đã góp ý, chúng tôi đã làm',
        body: 'Chào {{customer.name}},\n\nNgày {{feedback.date}} bạn đã viết điều mong chúng tôi cải thiện. Nhiều người cũng nghĩ như bạn, và chúng tôi đã làm xong: tính năng này sẽ có trong bản cập nhật tới.\n\nCảm ơn ý tưởng của bạn. Còn thiếu gì, bạn cứ cho chúng tôi biết nhé.\n\nTrân trọng,\n{{department}}, {{company}}',
      },
      tr: {
        subject: 'Siz istediniz, biz yaptık',
        body: 'Merhaba {{customer.name}},\n\n{{feedback.date}} tarihinde neyi geliştirmemizi istediğinizi yazmıştınız. Aynı şeyi isteyen çok kişi vardı; biz de yaptık. Bir sonraki güncellemeyle geliyor.\n\nFikriniz için teşekkürler. Eksik gördüklerinizi bize yazmaya devam edin.\n\nSaygılarımızla\n{{department}}, {{company}}',
      },
      pl: {
        subject: 'Pomysł zgłoszony, pomysł zrealizowany',
        body: 'Dzień dobry, {{customer.name}},\n\n{{feedback.date}} otrzymaliśmy od Państwa propozycję, co moglibyśmy poprawić. Podobnych głosów było więcej, więc to zrobiliśmy: zmiana pojawi się w najbliższej aktualizacji.\n\nDziękujemy za pomysł i prosimy o kolejne.\n\nZ poważaniem\n{{department}}, {{company}}',
      },
    },
  },
  {
    name: SAMPLE_REASK_TEMPLATE,
    purpose: 'reask',
    texts: {
      en: {
        subject: 'Did it help?',
        body: 'Hello {{customer.name}},\n\non {{feedback.date}} you told us about something that was not right, and we have worked on it since. Is it better now? One click is enough:\n\n{{answerLink}}\n\nThank you\n{{company}}',
      },
      'zh-TW': {
        subject: '問題有改善嗎？',
        body: '{{customer.name}}您好：\n\n您在{{feedback.date}}向我們反映過一個問題，之後我們做了處理。現在有比較好嗎？點一下就能回答：\n\n{{answerLink}}\n\n謝謝您\n{{company}}',
      },
      ko: {
        subject: '이제 괜찮아지셨나요?',
        body: '안녕하세요, {{customer.name}} 고객님.\n\n{{feedback.date}}에 불편한 점을 알려 주신 뒤로 저희가 조치를 했습니다. 이제 나아지셨나요? 한 번만 눌러 주시면 됩니다.\n\n{{answerLink}}\n\n감사합니다.\n{{company}}',
      },
      vi: {
        subject: 'Vấn đề của bạn đã ổn chưa?',
        body: 'Chào {{customer.name}},\n\nNgày {{feedback.date}} bạn đã báo cho chúng tôi một điều chưa ổn, và chúng tôi đã xử lý. Bây giờ đã tốt hơn chưa? Bạn chỉ cần bấm một lần:\n\n{{answerLink}}\n\nCảm ơn bạn,\n{{company}}',
      },
      tr: {
        subject: 'Sorun çözüldü mü?',
        body: 'Merhaba {{customer.name}},\n\n{{feedback.date}} tarihinde bize bir sorun bildirmiştiniz, o günden beri üzerinde çalıştık. Şimdi daha iyi mi? Tek bir tıklama yeterli:\n\n{{answerLink}}\n\nTeşekkürler\n{{company}}',
      },
      pl: {
        subject: 'Czy to pomogło?',
        body: 'Dzień dobry, {{customer.name}},\n\n{{feedback.date}} dotarło do nas zgłoszenie, że coś jest nie tak, i od tego czasu nad tym pracowaliśmy. Czy jest lepiej? Wystarczy jedno kliknięcie:\n\n{{answerLink}}\n\nDziękujemy\n{{company}}',
      },
    },
  },
];
