import { FigureParts } from './departments-documents.ts';
import { ChangeParts, EstimateParts, MetricParts, TrendParts } from './documents.ts';
import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

export const WallParts = graphql(`
  fragment WallParts on WallSettings {
    key name theme language secondsPerPage tilesPerPage timeZone company asOf
    dimming { from to level }
    tiles {
      id kind title metric departments wide
      period { from to toDate last { count unit complete } }
    }
  }
`);
/** The wall of a display; of another where one is named, by those who may see it. */
export const WallLive = graphql(`subscription Wall($key: ID) { wall(key: $key) { ...WallParts } }`, [WallParts]);

const TileAnswerParts = graphql(
  `
    fragment TileAnswerParts on WallTileAnswer {
      id kind asOf
      content {
        __typename
        ... on Score {
          metric { ...MetricParts }
          estimate { ...EstimateParts }
          change { ...ChangeParts }
          target { value status }
        }
        ... on Trend { ...TrendParts }
        ... on LoopAnswer {
          clock otherGroups
          groups { key figures { ...FigureParts } change { state p difference } }
          other { key figures { ...FigureParts } }
          total { key figures { ...FigureParts } }
        }
        ... on WallLoopsAtRisk { atRisk late open soonest { id department priority dueAt late promise } }
        ... on WallRisingThemes { enough themes { id name growth comments share { value } } }
        ... on WallComments { comments { id text language occurredAt department channel metric score scale } }
        ... on WallRecovery {
          candidates
          recovery { id metric before after scale department hoursToClose action text language }
        }
      }
    }
  `,
  [MetricParts, EstimateParts, ChangeParts, TrendParts, FigureParts],
);
export const WallTileLive = graphql(`subscription WallTile($wall: ID, $tile: ID!) { wallTile(wall: $wall, tile: $tile) { ...TileAnswerParts } }`, [TileAnswerParts]);
/** A tile that hangs on no wall yet, for those who compose one. */
export const WallTilePreviewLive = graphql(`subscription WallTilePreview($tile: WallTileInput!) { wallTilePreview(tile: $tile) { ...TileAnswerParts } }`, [TileAnswerParts]);

/** What a display tells of itself. */
export const ReportDisplay = graphql(`mutation ReportDisplay($input: DisplayReportInput!) { reportDisplay(input: $input) }`);

export type WallSettings = ResultOf<typeof WallLive>['wall'];
export type WallTileSettings = WallSettings['tiles'][number];
export type WallTileKind = WallTileSettings['kind'];
export type WallTileAnswer = ResultOf<typeof WallTileLive>['wallTile'];
export type WallTileContent = WallTileAnswer['content'];
export type DisplayReport = VariablesOf<typeof ReportDisplay>['input'];

/** What a tile of one kind shows. */
export type ContentOf<Name extends WallTileContent['__typename']> = Extract<WallTileContent, { __typename: Name }>;
