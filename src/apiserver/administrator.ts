import type { User } from './api';

/** Whom kubeadm gives to those who make a cluster: a binding of its own lets the group do everything. */
export const ADMINISTRATOR: User = {
  name: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:authenticated'],
};

/** Somebody who may do anything also where there are no roles. */
export const MASTER: User = { name: ADMINISTRATOR.name, groups: ['system:masters'] };
