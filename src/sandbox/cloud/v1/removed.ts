import { Router } from 'express';
import { Refusal } from '../../world/refusal.js';

const removed: [method: 'get' | 'post' | 'put' | 'delete', paths: string[]][] = [
  [
    'get',
    [
      '/content',
      '/content/:id',
      '/content/:id/child',
      '/content/:id/child/:type',
      '/content/:id/history',
      '/content/:id/label',
      '/content/:id/property',
      '/content/:id/property/:key',
      '/content/:id/version',
      '/content/:id/version/:number',
      '/space',
      '/space/:key',
      '/space/:key/content',
      '/space/:key/content/:type',
      '/space/:key/property',
      '/space/:key/property/:name',
      '/inlinetasks/search',
      '/inlinetasks/:id',
      '/group/by-name',
      '/group/member',
    ],
  ],
  ['post', ['/content', '/content/:id/property', '/content/:id/property/:key', '/contentbody/convert/:to']],
  ['put', ['/content/:id', '/content/:id/property/:key', '/inlinetasks/:id']],
  ['delete', ['/content/:id', '/content/:id/property/:key']],
];

/** Endpoints of the older API that Cloud has taken away; they answer 410 whatever they name. */
export function removedRoutes(): Router {
  const router = Router();
  for (const [method, paths] of removed) {
    router[method](paths, () => {
      throw new Refusal('gone', 'This deprecated endpoint has been removed.');
    });
  }
  return router;
}
