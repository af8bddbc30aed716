import { ReplicationControllers } from '../api/core/replication-controller';
import type { ReplicaSet, ReplicationController } from '../api/schema/objects';
import { replicaController } from './replica-set';

/** A ReplicationController is a ReplicaSet whose selector is a plain map of labels. upstream: pkg/controller/replication */
export const replicationController = replicaController<ReplicationController>({
  name: 'replication-controller',
  kind: ReplicationControllers,
  asSet: (object) =>
    ({
      ...object,
      spec: { ...object.spec, selector: { matchLabels: object.spec.selector ?? {} } },
    }) as ReplicaSet,
  tellsLeaving: () => false,
});
