variable "project_id" {
  type        = string
  description = "Project that everything is made in."
}

variable "region" {
  type        = string
  description = "Region of the service and of Redis, e.g. europe-west1."
}

variable "service" {
  type        = string
  default     = "confluence-mcp-server"
  description = "Name of the service."
}

variable "image" {
  type        = string
  description = "Image by digest: REGION-docker.pkg.dev/PROJECT/REPOSITORY/NAME@sha256:…"
}

variable "settings" {
  type        = map(string)
  description = "Settings of the server that are no secrets: CONFLUENCE_URL, CONFLUENCE_USERNAME, AUTH_MODES and what it asks for."
}

variable "secrets" {
  type        = map(string)
  default     = {}
  description = "Setting to the id of a secret that exists in Secret Manager, e.g. { CONFLUENCE_API_TOKEN = \"confluence-api-token\" }. Values never come into the state."
}

variable "invokers" {
  type        = list(string)
  default     = []
  description = "Who may call: user:…, group:…, serviceAccount:…"
}

variable "public" {
  type        = bool
  default     = false
  description = "Leaves Cloud Run's own check out, so that browsers reach the log-in of AUTH_MODES=oauth."
}

variable "network" {
  type        = string
  default     = "default"
  description = "Network that Redis and the service share."
}

variable "subnetwork" {
  type        = string
  default     = "default"
  description = "Subnetwork of it in this region, /26 or larger."
}

variable "max_instances" {
  type    = number
  default = 4
}

variable "alert_email" {
  type        = string
  default     = null
  description = "Who is told when the service does not answer; nobody when unset."
}

variable "domain" {
  type        = string
  default     = null
  description = "Own host name: puts a load balancer with a managed certificate in front, and closes the service's own URL to all but it and the project's own network. Point its A record at the output load_balancer_ip."
}
