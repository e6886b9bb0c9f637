import { defineEnvVars } from '@sveltejs/kit/env';

/** What the dashboard's server needs to know from outside. The process that mounts it sets these before it starts. */
export const variables = defineEnvVars({
  HEED_INTERNAL_URL: {
    description: 'Where the API answers on the loopback, for example http://127.0.0.1:4300. Pages rendered on the server ask it.',
    schema: (value) => {
      if (value === undefined || value === '') return 'http://127.0.0.1:4300';
      return new URL(value).origin;
    },
  },
});
