import { textFor } from './render-template.ts';

/** What stands at the foot of every letter, before the link by which no more of them come. */
const OPT_OUT: Readonly<Record<string, string>> = {
  en: 'If you would rather not hear from us by e-mail, tell us here:',
  'zh-TW': '若您不希望再收到我們的電子郵件，請在此告訴我們：',
  ko: '앞으로 이메일을 받고 싶지 않으시면 여기에서 알려 주세요:',
  vi: 'Nếu không muốn nhận email từ chúng tôi nữa, bạn có thể báo tại đây:',
  tr: 'Bizden e-posta almak istemiyorsanız buradan bildirebilirsiniz:',
  pl: 'Jeśli nie chcą Państwo otrzymywać od nas wiadomości e-mail, prosimy dać nam znać tutaj:',
};

/** The sentence in the language of a letter; in English where we do not speak it. */
export function optOutSentence(language: string): string {
  const base = language.toLowerCase().split('-')[0];
  const known = Object.keys(OPT_OUT).some((tag) => tag.toLowerCase().split('-')[0] === base);
  return textFor(OPT_OUT, known ? language : 'en').text;
}
