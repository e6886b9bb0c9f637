/** What customers write about five things, each in many ways. The first two words of a topic are the ones that name it. */
const TOPICS = {
  delivery: { nps: 2, subjects: ['the parcel', 'my delivery', 'the courier', 'the package', 'our shipment'], said: ['arrived three days late', 'was left outside in the rain', 'never came to the door', 'came to the wrong address', 'took two weeks to arrive', 'was thrown over the fence', 'was delivered to a neighbour'] },
  invoice: { nps: 4, subjects: ['the invoice', 'my last bill', 'the monthly charge', 'the payment', 'your billing'], said: ['was charged twice on my card', 'shows the wrong amount', 'has tax that nobody explains', 'went up without a word', 'does not match the contract', 'was refunded much too late', 'lists fees I never ordered'] },
  password: { nps: 5, subjects: ['the login', 'my password', 'the account', 'the sign in page', 'the reset mail'], said: ['locks me out every morning', 'keeps asking for a new code', 'never accepts the reset link', 'expired again after a day', 'will not remember this browser', 'sends the code to an old phone', 'says that the user is unknown'] },
  battery: { nps: 3, subjects: ['the battery', 'the charger', 'charging', 'the power cell', 'battery life'], said: ['is empty before noon', 'gets hot while it charges', 'drains over night by itself', 'lasts barely two hours', 'stopped charging at eighty percent', 'swells after a month of use', 'needs five hours to fill up'] },
  staff: { nps: 10, subjects: ['the woman at the counter', 'your technician', 'the support agent', 'the shop assistant', 'everybody in the branch'], said: ['was friendly and patient', 'explained every step to me', 'solved it within minutes', 'listened kindly and helped', 'went out of their way for us', 'smiled and took the time', 'knew the answer right away'] },
} as const;

export type Topic = keyof typeof TOPICS;

/** Comments of each topic, none twice, with a score as its customers give it; the same every time. */
export function topicComments(each: number): { topic: Topic; comment: string; nps: number }[] {
  const openings = ['', 'Honestly, ', 'This week ', 'Once again ', 'I must say that ', 'As my wife noticed, ', 'For the record: ', 'On Monday '];
  return (Object.keys(TOPICS) as Topic[]).flatMap((topic) => {
    const { subjects, said, nps } = TOPICS[topic];
    return Array.from({ length: each }, (_, index) => {
      const subject = subjects[index % subjects.length] ?? '';
      const words = said[Math.floor(index / subjects.length) % said.length] ?? '';
      const opening = openings[Math.floor(index / (subjects.length * said.length)) % openings.length] ?? '';
      return { topic, comment: `${opening}${subject} ${words}`, nps };
    });
  });
}
