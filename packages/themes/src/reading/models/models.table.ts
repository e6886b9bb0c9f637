import { defineTable } from '@heed/store';

/** Counts of models; see clickhouse/migrations/0010_themes.sql. */
export const themeModelsTable = defineTable({ name: 'theme_models', columns: ['kind', 'model', 'language', 'class', 'ngram', 'n'] });
