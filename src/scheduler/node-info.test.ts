import { describe, it } from 'node:test';
import { expect } from 'chai';
import { NodeInfo } from './node-info';
import { PodInfo } from './pod-info';
import { makeNode, makePod } from './testing-snapshot';

function full(): NodeInfo {
  const info = new NodeInfo('node-1', 7);
  info.setNode(
    makeNode({
      name: 'node-1',
      images: { 'web:1': 5 },
      extended: { 'example.com/gpu': '2' },
      spec: { unschedulable: true, taints: [{ key: 'a', effect: 'NoSchedule' }] },
    }),
  );
  const resources = { requests: { cpu: '1', memory: '1Gi', 'example.com/gpu': '1' } };
  const ports = [{ containerPort: 80, hostPort: 80 }];
  const spec = { containers: [{ name: 'c', image: 'web:1', resources, ports }] };
  info.addPod(new PodInfo(makePod({ name: 'web', spec })));
  return info;
}

describe('NodeInfo', () => {
  it('is copied whole', () => {
    const info = full();
    expect(info.copy()).to.deep.equal(info);
  });

  it('does not hear of what is done to a copy', () => {
    const info = full();
    const copy = info.copy();
    for (const pod of [...copy.pods.values()]) copy.removePod(pod);
    expect(copy.requestedExtended?.get('example.com/gpu')).to.equal(0);
    expect(info).to.deep.equal(full());
  });
});
