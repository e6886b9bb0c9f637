import { HeedError, SUBMITTERS, type Receipt } from '@heed/domain';
import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { BatchReceiptType, FeedbackInput, ReceiptType } from './submit.type.ts';

/** The most submissions of one GraphQL batch; larger ones go through the NDJSON door, which streams. */
const MAX_BATCH = 5_000;

/** GraphQL's input in the collector's shape: attributes as a record, nothing where nothing was given. */
function fromGraphql(input: FeedbackInput): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(input)) if (entry !== null && entry !== undefined) value[key] = entry;
  if (input.attributes) value.attributes = Object.fromEntries(input.attributes.map((attribute) => [attribute.key, attribute.value]));
  if (input.customer) value.customer = Object.fromEntries(Object.entries(input.customer).filter(([, entry]) => entry !== null && entry !== undefined));
  return value;
}

function receiptType(receipt: Receipt, index: number): ReceiptType {
  return receipt.status === 'refused'
    ? { index, status: receipt.status, feedbackId: null, warnings: [], refusals: receipt.refusals }
    : { index, status: receipt.status, feedbackId: receipt.feedbackId, warnings: receipt.warnings, refusals: [] };
}

@Resolver()
export class SubmitResolver {
  @Authorized(...SUBMITTERS)
  @Mutation(() => ReceiptType, { complexity: 10, description: 'Submits one feedback and answers when it is durable.' })
  async submitFeedback(@Ctx() { heed }: Context, @Arg('input', () => FeedbackInput, { description: 'The feedback.' }) input: FeedbackInput): Promise<ReceiptType> {
    const receipt = await heed.collector.submit(fromGraphql(input));
    heed.metrics.received('graphql', [receipt]);
    return receiptType(receipt, 0);
  }

  @Authorized(...SUBMITTERS)
  @Mutation(() => BatchReceiptType, { complexity: 100, description: 'Submits up to 5,000 and answers when they are durable. Refused ones do not keep the others out.' })
  async submitFeedbackBatch(
    @Ctx() { heed }: Context,
    @Arg('input', () => [FeedbackInput], { description: 'The submissions.' }) input: FeedbackInput[],
  ): Promise<BatchReceiptType> {
    if (input.length > MAX_BATCH) {
      throw new HeedError('PAYLOAD_TOO_LARGE', `A batch may hold ${MAX_BATCH} submissions; send smaller ones, or a stream to /collect/ndjson.`);
    }
    const receipts = await heed.collector.submitBatch(input.map(fromGraphql));
    heed.metrics.received('graphql-batch', receipts);
    const totals = { accepted: 0, corrected: 0, duplicate: 0, refused: 0 };
    for (const { status } of receipts) totals[status]++;
    return { received: receipts.length, ...totals, receipts: receipts.map(receiptType) };
  }
}
