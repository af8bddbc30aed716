// What a user's own steps and controllers may need of wavetank; the sentences are in wavetank/steps.
export { Cluster, type ClusterOptions } from './cluster';
export type { Api } from './apiserver/api';
export { ApiError, isApiError } from './api/errors';
export { findKind, kindOf, kinds } from './api';
export type * from './api/schema/objects';
export { controllerActor, ownedBy, type Controller } from './runtime/controller';
export type { Actor, Env } from './runtime/env';
export { UserError } from './scenario/user-error';
export type { World } from './scenario/world';
