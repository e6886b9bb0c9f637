/** What one sender knows about one feedback. */
export interface Entry {
  externalId: string;
  /** The content of the last acknowledged submission; undefined while none was acknowledged. */
  acknowledged: Content | undefined;
  /** Contents sent since with an unknown outcome and never sent again: each may have been stored or not. */
  unknown: Content[];
}

/** What is compared at the end. */
export interface Content {
  nps: number;
  comment: string;
  /** ISO 8601 with milliseconds, UTC. */
  occurredAt: string;
}

/** A row of the table as it was found at the end. */
export interface Found extends Content {
  externalId: string;
}

export interface Verdict {
  /** Acknowledged, and not there or not with a content that it may have. */
  lost: string[];
  /** There more than once. */
  twice: string[];
  /** There, though never sent or never possible. */
  foreign: string[];
  acknowledged: number;
  /** Never acknowledged: may be there or not. */
  unacknowledged: number;
}

const same = (left: Content, right: Content): boolean => left.nps === right.nps && left.comment === right.comment && left.occurredAt === right.occurredAt;

/** Compares what was acknowledged with what is there. */
export function judge(entries: readonly Entry[], found: readonly Found[]): Verdict {
  const byId = new Map<string, Found[]>();
  for (const row of found) byId.set(row.externalId, [...(byId.get(row.externalId) ?? []), row]);
  const verdict: Verdict = { lost: [], twice: [], foreign: [], acknowledged: 0, unacknowledged: 0 };
  for (const { externalId, acknowledged, unknown } of entries) {
    const rows = byId.get(externalId) ?? [];
    byId.delete(externalId);
    if (acknowledged) verdict.acknowledged++;
    else verdict.unacknowledged++;
    if (rows.length > 1) verdict.twice.push(externalId);
    const [row] = rows;
    const allowed = acknowledged ? [acknowledged, ...unknown] : unknown;
    if (!row) {
      if (acknowledged) verdict.lost.push(externalId);
    } else if (!allowed.some((content) => same(content, row))) {
      verdict[acknowledged ? 'lost' : 'foreign'].push(externalId);
    }
  }
  verdict.foreign.push(...byId.keys());
  return verdict;
}
