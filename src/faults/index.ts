export { apiServerUnavailable } from './api-server-unavailable';
export type { ContainerTarget } from './container-kill';
export { containerKill } from './container-kill';
export type { Fault, FaultEntry } from './fault';
export { nodeCrash } from './node-crash';
export { nodeNetworkLoss } from './node-network-loss';
export { probeFailure } from './probe-failure';
export { processCrash } from './process-crash';
export { zoneOutage } from './zone-outage';
