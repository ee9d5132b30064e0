/** Pages and spaces under addresses, and the boundary that they share with prompts and completions. */
export { createAuditedRead, mayRead, readScope } from '../server/boundary.js';
export type { AuditedRead, ReadCall, Subject } from '../server/boundary.js';
export { createResources } from './create-resources.js';
export { RequestError, requestErrorCode } from '../server/errors.js';
export { pageTemplate, readResource, resourceTemplates, uriTemplateOf } from './resource-template.js';
