import { type Fault, injectFault, noticeOfSilence } from './fault';

/** All machines of a zone lose their power; undone, those that it hit start again. */
export const zoneOutage: Fault<{ readonly zone: string }> = {
  name: 'zone-outage',
  inject(cluster, options) {
    const machines = [...cluster.machines.values()].filter(
      ({ spec }) => spec.zone === options.zone,
    );
    if (machines.length === 0) throw new Error(`there is no node in zone "${options.zone}"`);
    const hit = machines.filter((machine) => machine.isUp);
    return injectFault(cluster, zoneOutage.name, options, {
      act: () => {
        for (const machine of hit) machine.crash();
      },
      undo: () => {
        for (const machine of hit) machine.recover();
      },
      noticed: noticeOfSilence(cluster),
    });
  },
};
