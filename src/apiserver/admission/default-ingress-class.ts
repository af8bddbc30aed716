import { Ingresses } from '../../api/networking/ingress';
import { IngressClasses } from '../../api/networking/ingress-class';
import { CLASS_ANNOTATION } from '../../api/networking/ingress-validation';
import type { Draft } from '../../api/object';
import type { Ingress, IngressClass } from '../../api/schema/objects';
import type { AdmissionPlugin } from '../request';
import type { Store } from '../store';

const DEFAULT_MARK = 'ingressclass.kubernetes.io/is-default-class';

/** The class of Ingresses that name none: of several the newest, then the first by name. */
function defaultIngressClass(store: Store): IngressClass | undefined {
  const classes = [...store.objects(IngressClasses).values()].filter(
    ({ metadata }) => metadata.annotations?.[DEFAULT_MARK] === 'true',
  );
  const age = ({ metadata }: IngressClass) => metadata.creationTimestamp ?? '';
  return classes.sort(
    (a, b) => age(b).localeCompare(age(a)) || (a.metadata.name < b.metadata.name ? -1 : 1),
  )[0];
}

/** Gives Ingresses that name no class the default one. upstream: plugin/pkg/admission/network/defaultingressclass */
export const defaultIngressClassForIngresses: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  kinds: [Ingresses.id],
  verbs: ['create'],
  mutate({ store }, draft) {
    const { metadata, spec } = draft as Draft<Ingress>;
    const isNamed =
      spec.ingressClassName !== undefined || metadata.annotations?.[CLASS_ANNOTATION] !== undefined;
    const found = isNamed ? undefined : defaultIngressClass(store);
    if (found !== undefined) spec.ingressClassName = found.metadata.name;
  },
};
