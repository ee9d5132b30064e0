/**
 * Who may enter? The only Express. Every request is named, logged, checked and identified before MCP sees it.
 * May import: mcp, auth, observability; express, helmet, cors and the rate limiter live only here.
 * Promise: what comes through has a known caller and a bounded, well-formed body; what does not gets one JSON shape.
 */
export { createApp } from './app.js';
export type { AppOptions, ServedMcp } from './create-routes.js';
export type { HttpSettings } from './layers.js';
export { createHealthApp } from './app.js';
export type { HealthAppOptions } from './app.js';
export { createReadiness } from './readiness.js';
export type { Readiness, ReadinessCheck, ReadinessOptions, ReadinessReport } from './readiness.js';
export { startServer } from './start-server.js';
export type { RunningServer, ServerOptions, ServerTimeouts } from './start-server.js';
