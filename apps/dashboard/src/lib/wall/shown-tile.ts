import type { WallTileContent } from '#lib/api/wall-documents.ts';

/** What is known of a tile's answer. The last one stays while newer ones cannot come. */
export interface ShownTile {
  /** Null before the first answer. */
  content: WallTileContent | null;
  /** When that answer was counted, epoch milliseconds at the server. */
  asOf: number | null;
  /** The server refused or failed this question since. */
  trouble: boolean;
}
