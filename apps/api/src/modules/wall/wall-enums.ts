import { registerEnumType } from 'type-graphql';
import { WALL_LANGUAGES, WALL_THEMES, WALL_TILE_KINDS, type WallLanguage } from '../../walls/wall.ts';
import { enumOf } from '../enum-of.ts';

export const WallTileKindEnum = enumOf(WALL_TILE_KINDS);
registerEnumType(WallTileKindEnum, {
  name: 'WallTileKind',
  description: 'What a tile of a wall shows.',
  valuesConfig: {
    SCORE: { description: 'One metric, with its change against the period before.' },
    TREND: { description: 'One metric over time.' },
    TIME_TO_CLOSE: { description: 'How long each department takes to close loops.' },
    LOOPS_AT_RISK: { description: 'Loops that are late or soon will be, now.' },
    THEMES_RISING: { description: 'What people clearly talk about more than before.' },
    LATEST_COMMENTS: { description: 'What customers said last, without personal data.' },
    BEST_RECOVERY: { description: 'Last week: the customer for whom the most became better.' },
  },
});

export const WallThemeEnum = enumOf(WALL_THEMES);
registerEnumType(WallThemeEnum, {
  name: 'WallTheme',
  description: 'The colours of a wall.',
  valuesConfig: {
    LIGHT: { description: 'Ink on paper.' },
    DARK: { description: 'Paper on ink.' },
    AUTO: { description: 'Dark within the hours of dimming, light outside of them.' },
  },
});

export const WallLanguageEnum: Record<string, WallLanguage> = Object.fromEntries(WALL_LANGUAGES.map((language) => [language.toUpperCase().replace('-', '_'), language]));
registerEnumType(WallLanguageEnum, {
  name: 'WallLanguage',
  description: 'The language of a wall.',
  valuesConfig: {
    EN: { description: 'English.' },
    ZH_TW: { description: 'Traditional Chinese.' },
    KO: { description: 'Korean.' },
    VI: { description: 'Vietnamese.' },
    TR: { description: 'Turkish.' },
    PL: { description: 'Polish.' },
  },
});
