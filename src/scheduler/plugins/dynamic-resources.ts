import { type Plugin, unresolvable } from '../framework';

const NO_CLAIMS_REASON = 'dynamic resource allocation is not simulated';

const rejection = unresolvable(NO_CLAIMS_REASON);

/** Pods with resource claims find no node: nothing here could allocate what they claim. upstream: plugins/dynamicresources */
export const dynamicResources: Plugin<undefined> = {
  name: 'DynamicResources',
  prepare: ({ pod: { spec } }) =>
    (spec.resourceClaims ?? []).length === 0 ? 'skip' : { rejection },
  wakesOn: ['SelfUpdated'],
};
