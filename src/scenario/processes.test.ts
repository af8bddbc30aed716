import { describe, it } from 'node:test';
import { assert } from 'chai';
import { processCrash } from '../faults';
import { crashOf, restart } from './processes';
import { recordOf } from './recording';
import { step, worldOf } from './testing-world';

const process = 'kube-controller-manager';

describe('a restart', () => {
  it('of a program that runs is a crash of a second', () => {
    const world = worldOf(1);
    step(world, 'it restarts', () => restart(world, process));
    step(world, 'time passes', () => world.cluster.pass(10_000));
    const [fault, ...others] = recordOf(world)?.faults ?? [];
    assert.isEmpty(others);
    assert.equal((fault?.to ?? 0) - (fault?.from ?? 0), 1000);
  });

  it('of a program that lies dead ends its crash, and begins no other', () => {
    const world = worldOf(1);
    step(world, 'it crashes', () =>
      world.faults.injectAnother(crashOf(process), processCrash, { process }),
    );
    step(world, 'time passes', () => world.cluster.pass(10_000));
    step(world, 'it restarts', () => restart(world, process));
    step(world, 'time passes again', () => world.cluster.pass(10_000));
    const [fault, ...others] = recordOf(world)?.faults ?? [];
    assert.isEmpty(others);
    assert.equal((fault?.to ?? 0) - (fault?.from ?? 0), 11_000);
    assert.isTrue(world.cluster.controlPlane.controllerManager.running);
  });

  it('of a program that somebody else starts within the second is over with that', () => {
    const world = worldOf(1);
    step(world, 'it crashes', () =>
      world.faults.injectAnother(crashOf(process), processCrash, { process }),
    );
    step(world, 'it restarts', () => restart(world, process));
    step(world, 'it starts again', () => world.faults.undo(crashOf(process)));
    step(world, 'time passes', () => world.cluster.pass(10_000));
    assert.lengthOf(recordOf(world)?.faults ?? [], 1);
    assert.isTrue(world.cluster.controlPlane.controllerManager.running);
  });
});
