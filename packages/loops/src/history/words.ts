import { NOT_TOLD_REASONS, type NotToldReason } from '../loop/event.ts';
import { PRIORITIES, type Priority } from '../settings/settings.ts';

/** A word of an export without case, spaces and punctuation. */
export const plainWord = (text: string): string => text.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** What helpdesks write for priorities, in English, German and the languages of the pages. */
const PRIORITY_WORDS: Readonly<Record<Priority, string>> = {
  urgent: 'urgent critical blocker highest immediate emergency p1 1 dringend kritisch 緊急 최우선 긴급 khẩncấp gấp acil kritik pilne pilny krytyczny',
  high: 'high important major p2 2 hoch 高 높음 cao yüksek wysoki wysoka',
  normal: 'normal medium default moderate standard p3 3 mittel 中 普通 一般 보통 중간 bìnhthường trungbình orta normalny normalna średni średnia',
  low: 'low minor lowest trivial p4 4 niedrig gering 低 낮음 thấp düşük niski niska',
};
const OUTCOME_WORDS = {
  told: 'told yes true informed notified toldthecustomer closedtold informiert 已告知 알림완료 통보 đãthôngbáo bildirildi poinformowany poinformowano tak evet có 是 예',
  not_told: 'nottold no false notinformed notnotified closednottold nichtinformiert 未告知 미통보 chưathôngbáo bildirilmedi niepoinformowany niepoinformowano nie hayır không 否 아니요',
} as const;
const REASON_WORDS: Readonly<Record<NotToldReason, string>> = {
  anonymous: 'anonymous anonym unknowncustomer 匿名 익명 ẩndanh anonim anonimowy',
  unreachable: 'unreachable noreply noresponse noanswer bounced nichterreichbar 無法聯絡 연락불가 khôngliênlạcđược ulaşılamadı nieosiągalny',
  no_consent: 'noconsent optedout optout unsubscribed keineeinwilligung 未同意 동의없음 khôngđồngý onayyok izinyok brakzgody',
  duplicate: 'duplicate duplicated dublette duplikat 重複 중복 trùng trùnglặp yinelenen mükerrer',
  invalid: 'invalid spam notanissue wontfix rejected ungültig 無效 무효 khônghợplệ geçersiz nieprawidłowy',
};

function reader<Meaning extends string>(words: Readonly<Record<Meaning, string>>): (text: string) => Meaning | undefined {
  const meanings = new Map<string, Meaning>();
  for (const meaning in words) for (const word of [plainWord(meaning), ...words[meaning].split(' ')]) meanings.set(word, meaning);
  return (text) => meanings.get(plainWord(text));
}

export const priorityOf = reader(PRIORITY_WORDS);
export const outcomeOf = reader(OUTCOME_WORDS);
export const reasonOf = reader(REASON_WORDS);

/** What the refusal of a word that none of these knows says. */
export const WORDS_EXPECTED = {
  priority: `must be one of ${PRIORITIES.join(', ')}`,
  outcome: 'must be told or not_told',
  reason: `must be one of ${NOT_TOLD_REASONS.join(', ')}`,
} as const;
