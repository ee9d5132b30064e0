output "mcp_url" {
  value       = "${local.base_url}/mcp-server/mcp/"
  description = "The MCP endpoint."
}

output "proxy_command" {
  value       = var.domain == null ? "gcloud run services proxy ${var.service} --project=${var.project_id} --region=${var.region} --port=3000" : null
  description = "Passes Cloud Run's check for a person. Behind a load balancer it does not: the service's own URL is closed."
}

output "load_balancer_ip" {
  value       = one(google_compute_global_address.this[*].address)
  description = "Where the A record of var.domain points."
}
