# Asked at the service's own URL, which stays open to uptime checks of the project, with a token of the monitoring
# service, because the service is private.
resource "google_cloud_run_v2_service_iam_member" "monitoring" {
  name     = google_cloud_run_v2_service.server.name
  location = var.region
  role     = "roles/run.invoker"
  member   = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-monitoring-notification.iam.gserviceaccount.com"

  # The first check of the project that needs this account makes it.
  depends_on = [google_monitoring_uptime_check_config.ready]
}

resource "google_monitoring_uptime_check_config" "ready" {
  display_name = "${var.service}: /ready"
  period       = "60s"
  timeout      = "10s"

  monitored_resource {
    type = "uptime_url"
    labels = {
      project_id = var.project_id
      host       = trimprefix(google_cloud_run_v2_service.server.uri, "https://")
    }
  }

  http_check {
    path         = "/ready"
    port         = 443
    use_ssl      = true
    validate_ssl = true
    service_agent_authentication {
      type = "OIDC_TOKEN"
    }
  }
}

resource "google_monitoring_notification_channel" "email" {
  count = var.alert_email == null ? 0 : 1

  display_name = "${var.service}: e-mail"
  type         = "email"
  labels = {
    email_address = var.alert_email
  }
}

resource "google_monitoring_alert_policy" "not_ready" {
  display_name          = "${var.service} does not answer"
  combiner              = "OR"
  notification_channels = google_monitoring_notification_channel.email[*].name

  conditions {
    display_name = "/ready fails from more than one place"
    condition_threshold {
      filter          = "resource.type = \"uptime_url\" AND metric.type = \"monitoring.googleapis.com/uptime_check/check_passed\" AND metric.labels.check_id = \"${google_monitoring_uptime_check_config.ready.uptime_check_id}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "180s"
      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.host"]
      }
    }
  }

  documentation {
    content = "GET /ready says which dependency fails: Confluence, the state store, or keys. docs/troubleshooting.md begins there."
  }
}
