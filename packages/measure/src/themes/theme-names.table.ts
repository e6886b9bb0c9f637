import { defineTable } from '@heed/store';

/** What themes are called, for tools that read with SQL; see clickhouse/migrations/0012_theme_names.sql. Whoever keeps the catalogue of themes writes it. */
export const themeNamesTable = defineTable({ name: 'theme_names', columns: ['theme', 'version', 'deleted', 'name', 'parent', 'hidden'] });
