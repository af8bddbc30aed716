import type { Command } from '../command';
import { annotateCommand } from './annotate';
import { apiResourcesCommand } from './api-resources';
import { apiVersionsCommand } from './api-versions';
import { applyCommand } from './apply';
import { canICommand } from './auth-can-i';
import { authReconcileCommand } from './auth-reconcile';
import { whoAmICommand } from './auth-whoami';
import { autoscaleCommand } from './autoscale';
import { certificateApproveCommand, certificateDenyCommand } from './certificate';
import { clusterInfoCommand } from './cluster-info';
import { completionCommand } from './completion';
import {
  deleteEntryCommands,
  renameContextCommand,
  setContextCommand,
  useContextCommand,
} from './config-context';
import { setClusterCommand, setCredentialsCommand } from './config-entries';
import { setPropertyCommand, unsetPropertyCommand } from './config-set';
import {
  currentContextCommand,
  getClustersCommand,
  getContextsCommand,
  getUsersCommand,
  viewConfigCommand,
} from './config-view';
import { cordonCommand, uncordonCommand } from './cordon';
import { createCommand } from './create';
import { createClusterRoleBindingCommand, createRoleBindingCommand } from './create-binding';
import { createConfigMapCommand } from './create-config-map';
import { createIngressCommand } from './create-ingress';
import { createClusterRoleCommand, createRoleCommand } from './create-role';
import {
  createRegistrySecretCommand,
  createSecretCommand,
  createTlsSecretCommand,
} from './create-secret';
import { createServiceCommands } from './create-service';
import {
  createBudgetCommand,
  createNamespaceCommand,
  createPriorityClassCommand,
  createQuotaCommand,
  createServiceAccountCommand,
} from './create-simple';
import { createTokenCommand } from './create-token';
import { createCronJobCommand, createDeploymentCommand, createJobCommand } from './create-workload';
import { debugCommand } from './debug';
import { deleteCommand } from './delete';
import { describeCommand } from './describe';
import { diffCommand } from './diff';
import { drainCommand } from './drain';
import { editCommand } from './edit';
import { eventsCommand } from './events';
import { attachCommand, execCommand } from './exec';
import { explainCommand } from './explain';
import { exposeCommand } from './expose';
import { getCommand } from './get';
import { kustomizeCommand } from './kustomize';
import { labelCommand } from './label';
import {
  editLastAppliedCommand,
  setLastAppliedCommand,
  viewLastAppliedCommand,
} from './last-applied';
import { logsCommand } from './logs';
import { optionsCommand } from './options';
import { patchCommand } from './patch';
import { pluginListCommand } from './plugin-list';
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
import { setSelectorCommand } from './set-selector';
import { setServiceAccountCommand } from './set-serviceaccount';
import { setSubjectCommand } from './set-subject';
import { taintCommand } from './taint';
import { topCommands } from './top';
import { copyCommand, portForwardCommand, proxyCommand } from './unreachable';
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
  apiVersionsCommand,
  authReconcileCommand,
  whoAmICommand,
  certificateApproveCommand,
  certificateDenyCommand,
  clusterInfoCommand,
  currentContextCommand,
  getContextsCommand,
  getClustersCommand,
  getUsersCommand,
  useContextCommand,
  setContextCommand,
  renameContextCommand,
  ...deleteEntryCommands,
  setClusterCommand,
  setCredentialsCommand,
  setPropertyCommand,
  unsetPropertyCommand,
  viewConfigCommand,
  createIngressCommand,
  createTlsSecretCommand,
  createRegistrySecretCommand,
  createTokenCommand,
  diffCommand,
  editCommand,
  explainCommand,
  kustomizeCommand,
  editLastAppliedCommand,
  viewLastAppliedCommand,
  setLastAppliedCommand,
  setSelectorCommand,
  setServiceAccountCommand,
  setSubjectCommand,
  ...topCommands,
  execCommand,
  attachCommand,
  copyCommand,
  portForwardCommand,
  proxyCommand,
  pluginListCommand,
  optionsCommand,
  debugCommand,
  completionCommand,
];
