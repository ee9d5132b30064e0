# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # the plan prints variables; names are shared among the parts
# Who may call: the allow-list of google-oidc, the invokers, a client account, and what to tell people.

client_email() { printf '%s@%s.iam.gserviceaccount.com' "$client" "$set_PROJECT_ID"; }

# Nobody named means the project's own service accounts and whoever deploys, not everybody with a Google account.
admit_by_default() {
  local domain me=${account-}
  one_of google-oidc "$set_AUTH_MODES" || return 0
  domain="$set_PROJECT_ID.iam.gserviceaccount.com"
  if ! has GOOGLE_ALLOWED_EMAILS && ! has GOOGLE_ALLOWED_DOMAINS; then
    if [[ $dry_run ]]; then
      capture DEPLOYER gcloud auth list --filter=status:ACTIVE '--format=value(account)'
      me=$DEPLOYER
    fi
    put GOOGLE_ALLOWED_DOMAINS "$domain"
    put GOOGLE_ALLOWED_EMAILS "$me"
    note "GOOGLE_ALLOWED_EMAILS and GOOGLE_ALLOWED_DOMAINS are not set: the service accounts of $set_PROJECT_ID and ${account:-the account that deploys} may come in."
  elif [[ $client ]] && ! one_of "$domain" "$set_GOOGLE_ALLOWED_DOMAINS" && ! one_of "$(client_email)" "$set_GOOGLE_ALLOWED_EMAILS"; then
    put GOOGLE_ALLOWED_EMAILS "$set_GOOGLE_ALLOWED_EMAILS${set_GOOGLE_ALLOWED_EMAILS:+,}$(client_email)"
    note "$(client_email) is on no allow-list: it is let in by this deployment; add it to GOOGLE_ALLOWED_EMAILS, so that the next one does the same."
  fi
}

admit_invokers() {
  local member
  for member in $(val INVOKERS | tr ',' ' '); do
    run gcloud run services add-iam-policy-binding "$set_SERVICE" "$in_project" "$in_region" "--member=$member" \
      --role=roles/run.invoker
  done
}

create_client() {
  ensure gcloud iam service-accounts describe "$(client_email)" "$in_project" -- \
    gcloud iam service-accounts create "$client" "$in_project" "--display-name=Calls $set_SERVICE"
  patiently gcloud run services add-iam-policy-binding "$set_SERVICE" "$in_project" "$in_region" \
    "--member=serviceAccount:$(client_email)" --role=roles/run.invoker
}

explain_client() { # PATH
  cat <<TEXT

The client account $(client_email) may call the service. A program on Google Cloud runs as it:
  gcloud run jobs deploy JOB --service-account=$(client_email) …
Elsewhere, as somebody who may impersonate it (roles/iam.serviceAccountTokenCreator on the account):
  gcloud auth application-default login --impersonate-service-account=$(client_email)
  node dist/index.js tools --google --url $service_url$1
TEXT
}

explain_connection() {
  local path
  path=$(or MCP_PATH /mcp-server/mcp/)
  printf '\nDeployed: %s%s\n' "$service_url" "$path"
  if one_of oauth "$set_AUTH_MODES"; then
    printf "\nWhere people log in, register the redirect URI:\n  %s/oauth/callback\n" "$(or BASE_URL "$service_url")"
  fi
  if [[ $public ]]; then
    cat <<TEXT

Client entry; the client finds the log-in by itself:
  {"mcpServers": {"confluence": {"type": "http", "url": "$(or BASE_URL "$service_url")$path"}}}
TEXT
    return
  fi
  cat <<TEXT

Connect from this machine; the proxy passes Cloud Run's check for you (you need roles/run.invoker, and once
"gcloud components install cloud-run-proxy", or the package google-cloud-cli-cloud-run-proxy of your distribution):
  gcloud run services proxy $set_SERVICE $in_project $in_region --port=3000
TEXT
  if one_of cloud-run-iam "$set_AUTH_MODES"; then
    cat <<TEXT

Client entry; the proxy says who you are:
  {"mcpServers": {"confluence": {"type": "http", "url": "http://localhost:3000$path"}}}
TEXT
  else
    cat <<TEXT

Client entry; the token is one of AUTH_MODES=$set_AUTH_MODES:
  {"mcpServers": {"confluence": {"type": "http", "url": "http://localhost:3000$path", "headers": {"Authorization": "Bearer TOKEN"}}}}
TEXT
  fi
  has INVOKERS || cat <<TEXT

Let somebody else call it, by --invoker=user:NAME@EXAMPLE.COM at the next deployment, or at once:
  gcloud run services add-iam-policy-binding $set_SERVICE $in_project $in_region --member=user:NAME@EXAMPLE.COM --role=roles/run.invoker
TEXT
  if one_of google-oidc "$set_AUTH_MODES"; then
    cat <<TEXT

A program with a service account sends its token in two headers, as this does ("npm run build" makes dist):
  node dist/index.js tools --google --url $service_url$path
By hand:
  gcloud auth print-identity-token --impersonate-service-account=ACCOUNT --include-email --audiences=$service_url
TEXT
  fi
  if [[ $client ]]; then explain_client "$path"; fi
}
