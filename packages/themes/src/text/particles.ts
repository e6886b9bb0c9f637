/** What Korean hangs on a noun: 배송이, 배송은, 배송에서 are all 배송. */
export const PARTICLES: ReadonlySet<string> = new Set(
  '은 는 이 가 을 를 의 에 도 로 으로 와 과 만 랑 이랑 하고 에서 에게 에는 에도 에서도 에서는 까지 부터 마다 보다 처럼 조차 마저 이나 나 이라 라 이라도 라도 이라고 라고 이란 란 입니다 이에요 예요 이네요 네요 들 들이 들은 들을 들도'.split(' '),
);
