#!/usr/bin/env bash
# Builds the image, pushes it to Artifact Registry and deploys it to Cloud Run, as a private service unless told otherwise.
# Written for the bash 3.2 that macOS ships: no associative arrays, no ${x,,}, no mapfile. Its parts are in deploy/lib.
# shellcheck disable=SC2016,SC2034,SC2153,SC2154 # the plan prints variables; names are shared with the parts
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: ./deploy.sh [options]

  --dry-run              print every command, ready to paste, and run none of them
  --check                check the settings, and do nothing else
  --build=cloud          build with Cloud Build (the default)
  --build=docker         build with the local docker buildx
  --build=none           deploy the image that the registry has under TAG already
  --env-file=FILE        settings file, read as text and never executed (default: .env beside this script)
  --project=ID --region=NAME --service=NAME --repository=NAME --image=NAME --tag=TAG
                         as PROJECT_ID, REGION, SERVICE, REPOSITORY, IMAGE, TAG below; these win
  --invoker=MEMBER       who may call the service (user:…, group:…, serviceAccount:…); can be repeated
  --create-client=NAME   make a service account that may call the service, and say how to use it
  --public               leave Cloud Run's own check out, so that browsers reach the log-in of AUTH_MODES=oauth
  --no-check             leave out the check of the settings by the server's own loader, which needs Node.js
  --no-smoke             leave out the check of the deployed service
  --help                 this text

Settings come from the environment, else from the settings file.
  Needed    PROJECT_ID (or GOOGLE_CLOUD_PROJECT), REGION, CONFLUENCE_URL, and
            CONFLUENCE_USERNAME + CONFLUENCE_API_TOKEN (Cloud) or CONFLUENCE_PERSONAL_TOKEN (Data Center)
            (with API_TOOLS_FILE and without CONFLUENCE_URL, the tools of that file are served alone)
  Callers   AUTH_MODES (google-oidc,cloud-run-iam), and what it asks for. Without GOOGLE_ALLOWED_EMAILS and
            GOOGLE_ALLOWED_DOMAINS, the project's service accounts and the account that deploys may come in.
            INVOKERS: a comma list of what --invoker takes
  Optional  SERVICE (confluence-mcp-server), REPOSITORY (confluence-mcp-server), IMAGE (its name in the repository:
            SERVICE), TAG (git commit, else the time), SERVICE_ACCOUNT (SERVICE@PROJECT_ID.iam.gserviceaccount.com),
            BUILD_SERVICE_ACCOUNT (SERVICE-build@…),
            CLOUD_RUN_CPU (1), CLOUD_RUN_MEMORY (512Mi), CLOUD_RUN_CONCURRENCY (80), CLOUD_RUN_TIMEOUT (300),
            CLOUD_RUN_MIN_INSTANCES (0), CLOUD_RUN_MAX_INSTANCES (4), CLOUD_RUN_NETWORK + CLOUD_RUN_SUBNET
  Server    every setting of the server that is set is passed on; secrets and files through Secret Manager, with the
            files that API_TOOLS_FILE names (secret_file, document) by paths relative to it

The first deployment serves at once. From the second on, a revision gets no traffic until it has passed the smoke test
by a URL of its own, and traffic goes back when the service fails the test afterwards.

Exit status: 0 deployed (or planned), 1 a step failed, 2 bad usage, 78 settings or tools are missing or wrong.
HELP
}

# By a link to it as well, and whatever CDPATH is; macOS has no readlink -f.
here=${BASH_SOURCE[0]}
while [[ -L $here ]]; do
  link=$(readlink "$here")
  case $link in /*) here=$link ;; *) here=$(dirname "$here")/$link ;; esac
done
here=$(CDPATH='' cd "$(dirname "$here")" && pwd)
# shellcheck source=deploy/lib/settings.sh
. "$here/deploy/lib/settings.sh"
# shellcheck source=deploy/lib/faults.sh
. "$here/deploy/lib/faults.sh"
# shellcheck source=deploy/lib/api-tools.sh
. "$here/deploy/lib/api-tools.sh"
# shellcheck source=deploy/lib/plan.sh
. "$here/deploy/lib/plan.sh"
# shellcheck source=deploy/lib/secrets.sh
. "$here/deploy/lib/secrets.sh"
# shellcheck source=deploy/lib/image.sh
. "$here/deploy/lib/image.sh"
# shellcheck source=deploy/lib/service.sh
. "$here/deploy/lib/service.sh"
# shellcheck source=deploy/lib/callers.sh
. "$here/deploy/lib/callers.sh"
# shellcheck source=deploy/lib/smoke-test.sh
. "$here/deploy/lib/smoke-test.sh"

build=cloud smoke=yes check=yes check_only='' public='' client='' invokers='' env_file=.env
parse_options() {
  while [[ $# -gt 0 ]]; do
    case $1 in
      --build | --env-file | --project | --region | --service | --repository | --image | --tag | --invoker | --create-client)
        [[ $# -gt 1 && $2 != --* ]] || die "$1 needs a value: $1=VALUE." 2
        set -- "$1=$2" "${@:3}"
        ;;
    esac
    case $1 in
      --help | -h) usage; exit 0 ;;
      --dry-run) dry_run=yes ;;
      --check) check_only=yes ;;
      --build=cloud | --build=docker | --build=none) build=${1#*=} ;;
      --env-file=?*) env_file=${1#*=}; [[ -r $env_file ]] || die "cannot read $env_file." 2 ;;
      --project=?*) flag_settings+=("PROJECT_ID=${1#*=}") ;;
      --region=?* | --service=?* | --repository=?* | --image=?* | --tag=?*)
        flag_settings+=("$(printf %s "${1%%=*}" | tr -d - | tr '[:lower:]' '[:upper:]')=${1#*=}")
        ;;
      --invoker=?*) invokers+="${invokers:+,}${1#*=}" ;;
      --create-client=?*) client=${1#*=} ;;
      --no-check) check='' ;;
      --no-smoke) smoke='' ;;
      --public) public=yes ;;
      *) die "unknown option or value: $1; --help lists them all." 2 ;;
    esac
    shift
  done
  [[ $env_file == /* || $env_file == .env ]] || env_file=$PWD/$env_file
}

check_everything() {
  local tools=()
  if [[ -r $env_file ]]; then read_settings_file "$env_file"; fi
  resolve_settings
  if [[ $invokers ]]; then put INVOKERS "$set_INVOKERS${set_INVOKERS:+,}$invokers"; fi
  check_settings
  if [[ ! $check_only ]]; then tools+=('gcloud=https://cloud.google.com/sdk/docs/install.'); fi
  if [[ $build == docker ]]; then tools+=('docker=install it, or build with --build=cloud.'); fi
  if [[ $smoke && ! $check_only ]]; then tools+=('curl=install it, or give --no-smoke.'); fi
  if [[ $check ]]; then tools+=('node=https://nodejs.org (20.19 or newer), or give --no-check.'); fi
  [[ $dry_run ]] || check_tools ${tools[@]+"${tools[@]}"}
  stop_on_faults
  if [[ ! $dry_run && ! $check_only ]]; then
    look_up_flags
    stop_on_faults
    account=$(gcloud auth list --filter=status:ACTIVE '--format=value(account)' --verbosity=error)
    [[ -n $account ]] || die 'gcloud is not logged in: run "gcloud auth login".' 78
  fi
}

prepare() {
  step 'Enable the APIs' roles/serviceusage.serviceUsageAdmin
  run gcloud services enable run.googleapis.com artifactregistry.googleapis.com cloudbuild.googleapis.com \
    secretmanager.googleapis.com iam.googleapis.com iamcredentials.googleapis.com cloudresourcemanager.googleapis.com \
    "$in_project"
  step 'The repository for images' roles/artifactregistry.admin
  prepare_repository
  step 'The account that the service runs as: it may read its own secrets and nothing else' roles/iam.serviceAccountAdmin
  ensure gcloud iam service-accounts describe "$set_SERVICE_ACCOUNT" "$in_project" -- \
    gcloud iam service-accounts create "$(val SERVICE_ACCOUNT | cut -d@ -f1)" "$in_project" "--display-name=$set_SERVICE"
  step 'Secrets: a new version only where the value changed' roles/secretmanager.admin
  store_secrets
}

provide_image() {
  if [[ $build == cloud ]]; then
    step 'The account that builds' 'roles/iam.serviceAccountAdmin and roles/resourcemanager.projectIamAdmin'
    prepare_build_account
  fi
  if [[ $build != none ]]; then
    step 'Build for linux/amd64 and push' 'roles/cloudbuild.builds.editor, roles/storage.admin (the bucket for what is uploaded), and roles/iam.serviceAccountUser on the build account'
    build_image
  fi
  capture DIGEST gcloud artifacts docker images describe "$image" "$in_project" '--format=value(image_summary.digest)'
}

release() {
  step 'Deploy, by digest' 'roles/run.admin, and roles/iam.serviceAccountUser on the service account'
  capture PROJECT_NUMBER gcloud projects describe "$set_PROJECT_ID" '--format=value(projectNumber)'
  service_url="https://$set_SERVICE-$PROJECT_NUMBER.$set_REGION.run.app"
  look_up_urls
  look_up_traffic
  capture SUFFIX date -u +%Y%m%d-%H%M%S
  revision="$set_SERVICE-$SUFFIX"
  deploy_service
  if [[ $client || -n $set_INVOKERS ]]; then step 'Who may call the service' roles/run.admin; fi
  if [[ $client ]]; then create_client; fi
  admit_invokers
  plan_line 'if [[ -z $PREVIOUS ]]; then'
  if [[ $dry_run || -z $PREVIOUS ]]; then
    step 'Tell the new service its second URL' roles/run.admin
    learn_second_url
  fi
  plan_line 'else'
  if [[ $dry_run || -n $PREVIOUS ]]; then promote; fi
  plan_line 'fi'
  [[ $smoke ]] || return 0
  step 'Smoke test' roles/run.invoker
  smoke_test "$service_url" || { [[ -n $PREVIOUS ]] && roll_back "$smoke_fault"; die "deployed, but $smoke_fault."; }
  if [[ ! $dry_run ]] && one_of cloud-run-iam "$set_AUTH_MODES"; then show_principal; fi
}

promote() {
  if [[ $smoke ]]; then
    step 'Smoke test of the candidate, which has no traffic yet' roles/run.invoker
    look_up_candidate
    smoke_test "$CANDIDATE_URL" || true
    [[ $dry_run ]] || look_up_candidate
    [[ -z $smoke_fault ]] || refuse_candidate "$smoke_fault"
  fi
  step 'Traffic to the new revision' roles/run.admin
  # By its name: the latest may be another deployment's, made since the last look and not tested yet.
  move_traffic "--to-revisions=$revision=100"
}

main() {
  parse_options "$@"
  cd "$here"
  trap explain_failure EXIT
  check_everything
  if [[ $dry_run ]]; then
    quote "$PWD"
    printf '# The plan, in bash. Secrets are taken from shell variables of the same name.\ncd %s\n' "$REPLY"
  fi
  admit_by_default
  if [[ $check ]]; then check_by_server; fi
  if [[ $check_only ]]; then printf 'The settings are fit to deploy.\n'; return; fi
  in_project="--project=$set_PROJECT_ID" in_region="--region=$set_REGION"
  image="$set_REGION-docker.pkg.dev/$set_PROJECT_ID/$set_REPOSITORY/$set_IMAGE:$set_TAG"
  prepare
  provide_image
  release
  [[ $dry_run ]] || explain_connection
}

main "$@"
