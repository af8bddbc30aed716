// What a user's own steps and controllers may need of wavetank; the sentences are in wavetank/steps.

export { findKind, kindOf, kinds } from './api';
export { ApiError, isApiError } from './api/errors';
export type { Kind } from './api/kind';
export type { KubeObject, New } from './api/object';
export type * from './api/schema/objects';
export type { Api } from './apiserver/api';
export {
  type AdmissionQuestion,
  type AdmissionVerdict,
  defineWebhook,
  type OwnWebhook,
} from './apiserver/webhook/own-webhook';
export { Cluster, type ClusterOptions } from './cluster';
export { type Controller, controllerActor, ownedBy } from './runtime/controller';
export type { Actor, Env } from './runtime/env';
export {
  type ClusterClient,
  defineController,
  type OwnController,
  type TypeName,
} from './runtime/own-controller';
export type { Program } from './runtime/program';
export { UserError } from './scenario/user-error';
export type { World } from './scenario/world';
