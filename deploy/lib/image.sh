# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # the plan prints variables; names are shared among the parts
# The image: its repository, the account that builds it, and the build.

prepare_repository() {
  ensure gcloud artifacts repositories describe "$set_REPOSITORY" "$in_project" "--location=$set_REGION" -- \
    gcloud artifacts repositories create "$set_REPOSITORY" "$in_project" "--location=$set_REGION" --repository-format=docker
}

# New projects give Cloud Build's default account no rights, so that the build has an account of its own: it may read
# what was uploaded, write logs, and push into this one repository.
builder_is_new=''
prepare_build_account() {
  local builder role
  builder=$set_BUILD_SERVICE_ACCOUNT
  ensure gcloud iam service-accounts describe "$builder" "$in_project" -- \
    gcloud iam service-accounts create "${builder%%@*}" "$in_project" "--display-name=Builds $set_SERVICE"
  builder_is_new=$made
  for role in roles/logging.logWriter roles/storage.objectViewer; do
    patiently gcloud projects add-iam-policy-binding "$set_PROJECT_ID" --condition=None \
      "--member=serviceAccount:$builder" "--role=$role"
  done
  patiently gcloud artifacts repositories add-iam-policy-binding "$set_REPOSITORY" "$in_project" \
    "--location=$set_REGION" "--member=serviceAccount:$builder" --role=roles/artifactregistry.writer
}

build_image() {
  if [[ $build == docker ]]; then
    run gcloud auth configure-docker "$set_REGION-docker.pkg.dev" --quiet
    # One plain manifest: the attestations that buildx adds by itself make an index that older pullers refuse.
    run docker buildx build --platform=linux/amd64 --provenance=false "--tag=$image" --push .
    return
  fi
  local submit=(gcloud builds submit . "$in_project" --config=deploy/build-image.yaml --ignore-file=.dockerignore
    "--substitutions=_IMAGE=$image" "--service-account=projects/$set_PROJECT_ID/serviceAccounts/$set_BUILD_SERVICE_ACCOUNT")
  run "${submit[@]}" && return
  [[ $builder_is_new ]] || return 1
  note 'The account that builds is new, and its rights can take two minutes to be known everywhere: once more, after a wait.'
  sleep $((${DEPLOY_RETRY_SECONDS:-5} * 20))
  run "${submit[@]}"
}
