/** Pages and spaces under addresses, and the boundary that they share with prompts and completions. */
export { createAuditedRead, mayRead, readScope } from './audited-read.js';
export type { AuditedRead, ReadCall, Subject } from './audited-read.js';
export { createResources } from './create-resources.js';
export { RequestError, requestErrorCode } from './request-error.js';
export { pageTemplate, readResource, resourceTemplates, uriTemplateOf } from './resource-template.js';
