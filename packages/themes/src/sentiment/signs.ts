/** Faces and hands that say how content somebody is in every language; those that are used both ways (tears, laughter) are left to be learnt. */
const POSITIVE = '😀😃😄😁😊🙂😍🥰😘🤩😇😎🤗👍👏🙌💪❤🧡💛💚💙💜💖💕💯🎉🥳🔥⭐🌟✨✅🏆👌😋';
const NEGATIVE = '😡😠🤬😤😞😟🙁☹😣😖😫😩😒👎💔🤮🤢😑😐🤦💩❌😾🙄🚫⛔';

const SIGN = /\p{Extended_Pictographic}|[:;=]-?[)D]|[:=]-?[(]|\^_?\^|T_T/gu;
const MAYBE = /[^\p{ASCII}]|[:;=^T]/u;
/** Of more signs than these nobody learns more. */
const MOST = 20;

const VALENCES: ReadonlyMap<string, number> = new Map([
  ...[...POSITIVE].map((sign) => [sign, 3] as const),
  ...[...NEGATIVE].map((sign) => [sign, -3] as const),
  ...[':)', ':-)', ';)', ';-)', '=)', ':D', ':-D', '=D', '^^', '^_^'].map((sign) => [sign, 3] as const),
  ...[':(', ':-(', '=(', 'T_T'].map((sign) => [sign, -3] as const),
]);

/** Emoji and typed faces of a comment, each once. */
export function signsIn(comment: string): string[] {
  if (!MAYBE.test(comment)) return [];
  return [...new Set(comment.match(SIGN))].slice(0, MOST);
}

/** How much a sign speaks for content (above 0) or discontent; 0 for one that is used both ways. */
export function signValence(sign: string): number {
  return VALENCES.get(sign) ?? 0;
}
