data "google_project" "this" {}

locals {
  own_url  = "https://${var.service}-${data.google_project.this.number}.${var.region}.run.app"
  base_url = var.domain == null ? local.own_url : "https://${var.domain}"

  # The same defaults as deploy.sh: a person through the gcloud proxy and a service account of the project both come in.
  defaults = {
    GOOGLE_CLOUD_PROJECT   = var.project_id
    BASE_URL               = local.base_url
    ALLOWED_HOSTS          = join(",", compact([trimprefix(local.own_url, "https://"), "*.run.app", var.domain]))
    AUTH_MODES             = "google-oidc,cloud-run-iam"
    GOOGLE_AUDIENCES       = join(",", distinct([local.own_url, local.base_url]))
    GOOGLE_ALLOWED_DOMAINS = "${var.project_id}.iam.gserviceaccount.com"
    REDIS_URL              = "redis://${google_redis_instance.state.host}:${google_redis_instance.state.port}"
  }
  # The load balancer ends X-Forwarded-For with the caller's address and its own, behind whatever the caller wrote:
  # https://cloud.google.com/load-balancing/docs/https#x-forwarded-for_header
  balanced_defaults = var.domain == null ? {} : { TRUST_PROXY_HOPS = "2" }
  settings          = merge(local.defaults, local.balanced_defaults, var.settings)
  auth_modes        = split(",", replace(local.settings.AUTH_MODES, " ", ""))
}

resource "google_project_service" "apis" {
  for_each = toset([for name in ["compute", "iam", "monitoring", "redis", "run", "secretmanager"] : "${name}.googleapis.com"])

  service            = each.value
  disable_on_destroy = false
}

resource "google_service_account" "runtime" {
  account_id   = substr(var.service, 0, 30)
  display_name = "${var.service}: reads its own secrets and nothing else"

  depends_on = [google_project_service.apis]
}

resource "google_secret_manager_secret_iam_member" "runtime" {
  for_each = var.secrets

  secret_id = each.value
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${google_service_account.runtime.email}"
}

resource "google_redis_instance" "state" {
  name               = "${var.service}-state"
  tier               = "STANDARD_HA"
  memory_size_gb     = 1
  region             = var.region
  authorized_network = var.network
  redis_version      = "REDIS_7_2"

  redis_configs = {
    maxmemory-policy = "noeviction"
  }

  persistence_config {
    persistence_mode    = "RDB"
    rdb_snapshot_period = "ONE_HOUR"
  }

  depends_on = [google_project_service.apis]
}

resource "google_cloud_run_v2_service" "server" {
  name                 = var.service
  location             = var.region
  deletion_protection  = false
  invoker_iam_disabled = var.public
  custom_audiences     = var.domain == null ? [] : [local.base_url]
  # With a load balancer nothing else from outside is let in: at the service's own URL nobody adds a second address to
  # X-Forwarded-For, so that a caller could name any.
  ingress = var.domain == null ? "INGRESS_TRAFFIC_ALL" : "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"

  lifecycle {
    precondition {
      condition     = !var.public || (contains(local.auth_modes, "oauth") && !contains(local.auth_modes, "cloud-run-iam"))
      error_message = "public is for AUTH_MODES with oauth, whose log-in is then the lock, and without cloud-run-iam, which relies on the check that public leaves out."
    }
  }

  template {
    service_account                  = google_service_account.runtime.email
    timeout                          = "300s"
    max_instance_request_concurrency = 80

    scaling {
      min_instance_count = 0
      max_instance_count = var.max_instances
    }

    vpc_access {
      egress = "PRIVATE_RANGES_ONLY"
      network_interfaces {
        network    = var.network
        subnetwork = var.subnetwork
      }
    }

    containers {
      image = var.image

      ports {
        container_port = 8080
      }

      resources {
        limits = {
          cpu    = "1"
          memory = "512Mi"
        }
        startup_cpu_boost = true
      }

      dynamic "env" {
        for_each = local.settings
        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = var.secrets
        content {
          name = env.key
          value_source {
            secret_key_ref {
              secret  = env.value
              version = "latest"
            }
          }
        }
      }

      startup_probe {
        period_seconds    = 5
        timeout_seconds   = 3
        failure_threshold = 12
        http_get {
          path = "/health"
          port = 8080
        }
      }

      liveness_probe {
        period_seconds    = 30
        timeout_seconds   = 5
        failure_threshold = 3
        http_get {
          path = "/health"
          port = 8080
        }
      }
    }
  }

  depends_on = [google_secret_manager_secret_iam_member.runtime, google_project_service.apis]
}

resource "google_cloud_run_v2_service_iam_member" "invoker" {
  for_each = toset(var.invokers)

  name     = google_cloud_run_v2_service.server.name
  location = var.region
  role     = "roles/run.invoker"
  member   = each.value
}
