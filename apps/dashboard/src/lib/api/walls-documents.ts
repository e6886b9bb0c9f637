import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

const DisplayParts = graphql(`
  fragment DisplayParts on WallDisplay { id name wall createdAt departments networks expiresAt online lastSeenAt release width height page stale }
`);
const WallsParts = graphql(
  `
    fragment WallsParts on WallsAnswer {
      walls {
        key name theme language secondsPerPage tilesPerPage revision
        dimming { from to level }
        tiles { id kind title metric departments wide period { from to toDate last { count unit complete } } }
        displays { ...DisplayParts }
      }
      withoutWall { ...DisplayParts }
      asOf
    }
  `,
  [DisplayParts],
);

export const WallsQuery = graphql(`query Walls { walls { ...WallsParts } }`, [WallsParts]);
export const WallsLive = graphql(`subscription Walls { walls { ...WallsParts } }`, [WallsParts]);

export const SaveWall = graphql(`mutation SaveWall($input: WallInput!) { saveWall(input: $input) { key name revision } }`);
export const RemoveWall = graphql(`mutation RemoveWall($key: ID!, $andDisplays: Boolean!) { removeWall(key: $key, andDisplays: $andDisplays) }`);
export const ConfirmPairing = graphql(`mutation ConfirmPairing($input: PairingInput!) { confirmPairing(input: $input) { id name wall } }`);
export const CreateDisplay = graphql(`mutation CreateDisplay($input: NewDisplayInput!) { createDisplay(input: $input) { link display { id name wall } } }`);
export const ChangeDisplay = graphql(`mutation ChangeDisplay($id: ID!, $input: DisplayChangeInput!) { changeDisplay(id: $id, input: $input) { id name wall } }`);
export const RevokeDisplay = graphql(`mutation RevokeDisplay($id: ID!) { revokeDisplay(id: $id) { id } }`);

export type WallsAnswer = ResultOf<typeof WallsQuery>['walls'];
export type Wall = WallsAnswer['walls'][number];
export type WallDisplay = Wall['displays'][number];
export type WallTile = Wall['tiles'][number];
export type WallInput = VariablesOf<typeof SaveWall>['input'];
