import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, startHeed, type HeedProcess } from './support/heed-process.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const KINDS = ['SCORE', 'TREND', 'TIME_TO_CLOSE', 'LOOPS_AT_RISK', 'THEMES_RISING', 'LATEST_COMMENTS', 'BEST_RECOVERY'] as const;
const TYPES = ['Score', 'Trend', 'LoopAnswer', 'WallLoopsAtRisk', 'WallRisingThemes', 'WallComments', 'WallRecovery'];

describe('walls', () => {
  let heed: HeedProcess;
  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN } });
  });
  afterAll(() => heed.stop());

  const admin = <T>(query: string, variables: unknown = {}): Promise<T> => dataOf<T>(heed.url, query, { token: ADMIN, variables });

  test('every kind of tile answers with its type, of the moment of the snapshot', async () => {
    const { saveWall } = await admin<{ saveWall: { key: string; tiles: { id: string }[] } }>('mutation ($input: WallInput!) { saveWall(input: $input) { key tiles { id kind } } }', { input: { name: 'Hall', tiles: KINDS.map((kind) => ({ kind })) } });
    const types = await Promise.all(
      saveWall.tiles.map(async ({ id }) => {
        const { wallTile } = await admin<{ wallTile: { kind: string; asOf: string; content: { __typename: string; asOf?: string } } }>('query ($wall: ID, $tile: ID!) { wallTile(wall: $wall, tile: $tile) { kind asOf version content { __typename ... on Score { asOf estimate { n } } ... on Trend { asOf n } ... on LoopAnswer { asOf groups { key } } } } }', { wall: saveWall.key, tile: id });
        if (wallTile.content.asOf) expect(wallTile.content.asOf).toBe(wallTile.asOf);
        return wallTile.content.__typename;
      }),
    );
    expect(types).toEqual(TYPES);
  });
});
