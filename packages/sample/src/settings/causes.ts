const named = (names: readonly string[]): { name: string }[] => names.map((name) => ({ name }));

/** Why something happens at the sample company, as people choose it when they resolve a loop. */
export const SAMPLE_ROOT_CAUSES: readonly object[] = [
  ...named(['Battery drain', 'Firmware or app update', 'Connection to the network', 'Defective device', 'Unclear instructions', 'Missing feature']),
  ...named(['Carrier', 'Out of stock', 'Packaging', 'Waiting time', 'Wrong or missing answer', 'Promise not kept']),
  ...named(['Billing error', 'Refund delayed', 'Cancellation hard to find', 'Price or plan', 'Misleading offer', 'Too many messages', 'Praise', 'Misunderstanding']),
  // Split into the two causes about updates and the network.
  { name: 'Technical problem', retired: true },
];

/** What people of the sample company do about it. */
export const SAMPLE_ACTIONS: readonly object[] = [
  ...named(['Explained', 'Guided through the setup', 'Fixed remotely', 'Sent a replacement', 'Sent the missing part', 'Shipped again', 'Technician visit']),
  ...named(['Refunded', 'Invoice corrected', 'Credit given', 'Cancellation confirmed', 'Plan changed', 'Apologised in person']),
  ...named(['Bug reported', 'Fix released', 'Idea noted', 'Idea built', 'Process changed', 'Training', 'Asked for a review', 'Asked for a case study', 'Nothing to do']),
  { name: 'Forwarded', retired: true },
];
