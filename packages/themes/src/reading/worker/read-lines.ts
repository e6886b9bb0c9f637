import { readOpinion } from '../../sentiment/opinion.ts';
import type { CommentToRead } from '../store/comment-to-read.ts';
import { decide } from './decide.ts';
import type { ReadLines } from './messages.ts';
import { readComment, textOptions, type ByWords, type Mind } from './mind.ts';

/** So many are remembered until something is learnt, for what many write alike is short. */
const MOST_SEEN = 20_000;
const LONGEST_SEEN = 400;

/**
 * Reads comments, given as lines of JSON, into rows of comment_readings, under a revision that is above those that stand. A comment that says
 * nothing has a row as well, an empty one: so that every comment was read, and whoever compares finds nothing amiss.
 */
export function readLines(lines: Uint8Array, { mind, revision, readAt }: { mind: Mind; revision: bigint; readAt: number }): ReadLines {
  const rows = JSON.parse(`[${new TextDecoder().decode(lines).trimEnd().replaceAll('\n', ',')}]`) as CommentToRead[];
  const { examples, heirs, model } = mind.known;
  const { seen } = mind;
  const read: string[] = [];
  let from = rows[0]?.[0] ?? '';
  let to = from;
  for (const [day, id, version, comment, given, source, before, keepsThen, then] of rows) {
    if (day < from) from = day;
    if (day > to) to = day;
    const key = `${given}\n${source}\n${comment}`;
    let known = seen.get(key);
    if (!known) {
      known = byWords({ comment, language: given, source }, mind);
      if (seen.size >= MOST_SEEN) seen.clear();
      if (key.length <= LONGEST_SEEN) seen.set(key, known);
    }
    const { themes, margin, decidedBy } = decide(known.routed, { example: examples.get(id), heirs });
    const stands = BigInt(before);
    const next = stands < revision ? revision : stands + 1n;
    read.push(JSON.stringify([day, id, version, String(next), 0, model, known.language, themes, keepsThen ? then : themes, margin, decidedBy, known.sentiment, known.fold, readAt]));
  }
  return { body: read.join('\n'), rows: rows.length, from, to };
}

function byWords(comment: { comment: string; language: string; source: string }, mind: Mind): ByWords {
  const text = readComment(comment, mind.known);
  // Also what is too short for a theme may say how content somebody is, or hold a phrase that defines one.
  const opinion = readOpinion(comment.comment, { ...textOptions(comment, mind.known), read: text });
  const sentiment = opinion && mind.sentimentOf(opinion.language).judge(opinion);
  const spoken = text?.language ?? opinion?.language ?? '';
  const routed = spoken === '' ? null : mind.routerOf(spoken).route(text ?? readComment(comment, mind.known, { brief: true }), { comment: comment.comment });
  const isRead = text !== null || sentiment !== null || (routed !== null && routed.theme !== null);
  return { routed, sentiment, language: isRead ? spoken : '', fold: String(text?.fold ?? 0n) };
}
