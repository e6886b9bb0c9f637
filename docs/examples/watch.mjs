import { createClient } from 'graphql-ws';

const { HEED_URL = 'http://localhost:4300', HEED_TOKEN } = process.env;
const client = createClient({
  url: `${HEED_URL.replace('http', 'ws')}/graphql`,
  connectionParams: { token: HEED_TOKEN },
  retryAttempts: Infinity,
});
const watched = client.iterate({ query: 'subscription { score(metric: NPS) { estimate { value n } } }' });
for await (const { data, errors } of watched) console.log(JSON.stringify(errors ?? data.score.estimate));
