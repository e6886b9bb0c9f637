import { readOpinion } from '../../sentiment/opinion.ts';
import type { ReadText } from '../../text/read-text.ts';
import type { CommentToRead } from '../store/comment-to-read.ts';
import { decide } from './decide.ts';
import type { ReadLines } from './messages.ts';
import { readComment, textOptions, type Mind } from './mind.ts';

/** What a comment is by its words alone: the same for all that are equal. */
interface ByWords {
  text: ReadText | null;
  sentiment: number | null;
  /** In which it was read; empty when nothing could be. */
  readIn: string;
}

/**
 * Reads comments, given as lines of JSON, into rows of comment_readings, under a revision that is above those that stand. A comment that says
 * nothing has a row as well, an empty one: so that every comment was read, and whoever compares finds nothing amiss.
 */
export function readLines(lines: Uint8Array, { mind, revision, readAt }: { mind: Mind; revision: bigint; readAt: number }): ReadLines {
  const rows = JSON.parse(`[${new TextDecoder().decode(lines).trimEnd().replaceAll('\n', ',')}]`) as CommentToRead[];
  const seen = new Map<string, ByWords>();
  const read: string[] = [];
  let from = rows[0]?.[0] ?? '';
  let to = from;
  for (const [day, id, version, comment, language, source, before, keepsThen, then] of rows) {
    if (day < from) from = day;
    if (day > to) to = day;
    const key = `${language}\n${source}\n${comment}`;
    let known = seen.get(key);
    if (!known) seen.set(key, (known = byWords({ comment, language, source }, mind)));
    const { text, sentiment, readIn } = known;
    const { themes, margin, decidedBy } = decide({ id, text }, { known: mind.known, defined: mind.defined, router: text ? mind.models.get(text.language) : undefined });
    const stands = BigInt(before);
    const next = stands < revision ? revision : stands + 1n;
    const row = [day, id, version, String(next), 0, mind.known.model, readIn, themes, keepsThen ? then : themes, margin, decidedBy, sentiment, String(text?.fold ?? 0n), readAt];
    read.push(JSON.stringify(row));
  }
  return { body: read.join('\n'), rows: rows.length, from, to };
}

function byWords(comment: { comment: string; language: string; source: string }, mind: Mind): ByWords {
  const text = readComment(comment, mind.known);
  // Also what is too short for a theme may say how content somebody is.
  const opinion = readOpinion(comment.comment, { ...textOptions(comment, mind.known), read: text });
  const sentiment = opinion && mind.sentimentOf(opinion.language).judge(opinion);
  return { text, sentiment, readIn: text?.language ?? (sentiment === null ? '' : (opinion?.language ?? '')) };
}
