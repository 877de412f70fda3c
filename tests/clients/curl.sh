#!/usr/bin/env bash
# The SPARQL 1.1 Protocol and linked data as curl speaks them: each line is a request and what the answer must hold.
#   tests/clients/curl.sh URL
set -euo pipefail
url=$1
query='SELECT ?label { <https://w3id.org/irel/id/state/AZE> <http://www.w3.org/2000/01/rdf-schema#label> ?label }'

expect() { # a text, and the arguments of curl
  local wanted=$1
  shift
  local answer
  answer=$(curl --silent --show-error --include "$@")
  grep --quiet --fixed-strings "$wanted" <<<"$answer" || { printf 'curl: %s is not in the answer to %s:\n%s\n' "$wanted" "$*" "$answer"; exit 1; }
}

expect '"Azerbaijan"' --get "${url}sparql" --data-urlencode "query=$query"
expect '<literal' --get "${url}sparql" --data-urlencode "query=$query" --header 'Accept: application/sparql-results+xml'
expect 'Azerbaijan' "${url}sparql" --data-urlencode "query=$query" --header 'Accept: text/csv'
expect '"Azerbaijan"@en' "${url}sparql" --data-binary "$query" --header 'Content-Type: application/sparql-query' --header 'Accept: text/tab-separated-values'
expect '400 Bad Request' --get "${url}sparql" --data-urlencode 'query=SELECT nonsense'
expect '415 Unsupported Media Type' "${url}sparql" --data-binary "$query" --header 'Content-Type: text/plain'
expect '406 Not Acceptable' --get "${url}sparql" --data-urlencode "query=$query" --header 'Accept: image/png'
expect 'content-type: text/turtle' "${url}state/AZE" --header 'Accept: text/turtle'
expect 'content-type: text/html' "${url}state/AZE" --header 'Accept: text/html'
expect 'Service' "${url}sparql" --header 'Accept: text/turtle'
echo "curl: 10 of 10 requests answered as the protocol asks"
