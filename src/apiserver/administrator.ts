import type { User } from './api';

/** Whom kubeadm's clusters give to those who made them: who may do everything. */
export const ADMINISTRATOR: User = {
  name: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:masters', 'system:authenticated'],
};
