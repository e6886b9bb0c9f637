curl --silent --no-buffer "${HEED_URL:-http://localhost:4300}/graphql/stream" \
  --header 'Content-Type: application/json' --header 'Accept: text/event-stream' \
  ${HEED_TOKEN:+--header "Authorization: Bearer $HEED_TOKEN"} \
  --data '{"query": "subscription { score(metric: NPS) { estimate { value n } } }"}'
