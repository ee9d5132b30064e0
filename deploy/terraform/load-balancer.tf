# Only with var.domain: an own name, in front of the service, and then the only way in from outside.
locals {
  balanced = var.domain == null ? 0 : 1
}

resource "google_compute_global_address" "this" {
  count = local.balanced
  name  = var.service

  depends_on = [google_project_service.apis]
}

resource "google_compute_region_network_endpoint_group" "this" {
  count                 = local.balanced
  name                  = var.service
  region                = var.region
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = google_cloud_run_v2_service.server.name
  }
}

resource "google_compute_backend_service" "this" {
  count                 = local.balanced
  name                  = var.service
  load_balancing_scheme = "EXTERNAL_MANAGED"

  backend {
    group = google_compute_region_network_endpoint_group.this[0].id
  }
}

resource "google_compute_url_map" "this" {
  count           = local.balanced
  name            = var.service
  default_service = google_compute_backend_service.this[0].id
}

resource "google_compute_managed_ssl_certificate" "this" {
  count = local.balanced
  name  = var.service

  managed {
    domains = [var.domain]
  }

  depends_on = [google_project_service.apis]
}

resource "google_compute_target_https_proxy" "this" {
  count            = local.balanced
  name             = var.service
  url_map          = google_compute_url_map.this[0].id
  ssl_certificates = [google_compute_managed_ssl_certificate.this[0].id]
}

resource "google_compute_global_forwarding_rule" "this" {
  count                 = local.balanced
  name                  = var.service
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this[0].id
  port_range            = "443"
  target                = google_compute_target_https_proxy.this[0].id
}
