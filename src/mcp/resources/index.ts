/** Pages and spaces under addresses, and the boundary that they share with prompts and completions. */
export { createBoundedRead, mayRead, readScope } from './bounded-read.js';
export type { BoundedRead } from './bounded-read.js';
export { createResources } from './create-resources.js';
export { helpPages } from './help-page.js';
export { pageTemplate, readResource, resourceTemplates, uriTemplateOf } from './resource-template.js';
