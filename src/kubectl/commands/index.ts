import type { Command } from '../command';
import { annotateCommand } from './annotate';
import { apiResourcesCommand } from './api-resources';
import { applyCommand } from './apply';
import { canICommand } from './auth-can-i';
import { autoscaleCommand } from './autoscale';
import { cordonCommand, uncordonCommand } from './cordon';
import { createCommand } from './create';
import { createConfigMapCommand, createSecretCommand } from './create-config';
import { createServiceCommands } from './create-service';
import {
  createBudgetCommand,
  createClusterRoleBindingCommand,
  createClusterRoleCommand,
  createNamespaceCommand,
  createPriorityClassCommand,
  createQuotaCommand,
  createRoleBindingCommand,
  createRoleCommand,
  createServiceAccountCommand,
} from './create-simple';
import { createCronJobCommand, createDeploymentCommand, createJobCommand } from './create-workload';
import { deleteCommand } from './delete';
import { describeCommand } from './describe';
import { drainCommand } from './drain';
import { eventsCommand } from './events';
import { exposeCommand } from './expose';
import { getCommand } from './get';
import { labelCommand } from './label';
import { logsCommand } from './logs';
import { patchCommand } from './patch';
import { replaceCommand } from './replace';
import { rolloutHistoryCommand } from './rollout-history';
import { rolloutPauseCommand, rolloutResumeCommand } from './rollout-pause';
import { rolloutRestartCommand } from './rollout-restart';
import { rolloutStatusCommand } from './rollout-status';
import { rolloutUndoCommand } from './rollout-undo';
import { runCommand } from './run';
import { scaleCommand } from './scale';
import { setEnvCommand } from './set-env';
import { setImageCommand } from './set-image';
import { setResourcesCommand } from './set-resources';
import { taintCommand } from './taint';
import { versionCommand } from './version';
import { waitCommand } from './wait';

/** Every command. A new command is one file and one line here. */
export const commands: readonly Command[] = [
  getCommand,
  applyCommand,
  createCommand,
  createDeploymentCommand,
  createJobCommand,
  createCronJobCommand,
  createConfigMapCommand,
  createSecretCommand,
  createNamespaceCommand,
  createServiceAccountCommand,
  createBudgetCommand,
  createPriorityClassCommand,
  createQuotaCommand,
  createRoleCommand,
  createClusterRoleCommand,
  createRoleBindingCommand,
  createClusterRoleBindingCommand,
  ...createServiceCommands,
  replaceCommand,
  deleteCommand,
  patchCommand,
  scaleCommand,
  autoscaleCommand,
  exposeCommand,
  runCommand,
  setImageCommand,
  setResourcesCommand,
  setEnvCommand,
  rolloutStatusCommand,
  rolloutHistoryCommand,
  rolloutUndoCommand,
  rolloutPauseCommand,
  rolloutResumeCommand,
  rolloutRestartCommand,
  labelCommand,
  annotateCommand,
  taintCommand,
  cordonCommand,
  uncordonCommand,
  drainCommand,
  describeCommand,
  eventsCommand,
  logsCommand,
  waitCommand,
  canICommand,
  versionCommand,
  apiResourcesCommand,
];
