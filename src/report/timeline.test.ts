import { test } from 'node:test';
import { expect } from 'chai';
import { HOSTILE, sampleRecord } from './testdata/sample';
import { timeScale } from './time-scale';
import { timelineSvg } from './timeline';

test('hostile names stay text', () => {
  const svg = timelineSvg(sampleRecord(HOSTILE));
  expect(svg).not.to.include('<img');
  expect(svg).not.to.include('</script');
  expect(svg).to.include('&#60;img src=x onerror=&#34;');
});

test('what XML cannot have is not in the picture', () => {
  expect(timelineSvg(sampleRecord('a\u0007b\ud800c'))).to.include('>a\ufffdb\ufffdc<');
});

test('equal records give equal bytes', () => {
  expect(timelineSvg(sampleRecord('web'))).to.equal(timelineSvg(sampleRecord('web')));
});

test('quiet stretches are drawn shorter, and time never runs backwards', () => {
  const scale = timeScale([0, 10, 20, 30, 2000, 2100, 3_600_000], 3_600_100, 100, 900);
  expect(scale.breaks).to.deep.include({ from: 2100, to: 3_600_000 });
  expect(scale.at(3_600_000) - scale.at(2100)).to.be.below(600);
  const places = [0, 10, 20, 1000, 2000, 2100, 50_000, 3_600_000, 3_600_100].map(scale.at);
  expect(places).to.deep.equal([...places].sort((a, b) => a - b));
  expect(places[0]).to.equal(100);
  expect(places.at(-1)).to.be.closeTo(1000, 0.001);
});

test('marks of many steps stay in the picture and apart', () => {
  const steps = Array.from({ length: 30 }, (_, i) => ({
    text: `step ${i}`,
    from: 7_200_000,
    to: 7_200_000,
  }));
  const svg = timelineSvg({ ...sampleRecord('web'), steps });
  const places = [...svg.matchAll(/class="no" x="([\d.]+)"/g)].map(([, x]) => Number(x));
  expect(places).to.have.length(30);
  for (const [index, place] of places.entries()) {
    expect(place).to.be.below(1072);
    if (index > 0) expect(place - (places[index - 1] ?? 0)).to.be.at.least(18.8);
  }
});

test('an empty scenario still has a picture', () => {
  const record = sampleRecord('web');
  const empty = { ...record, end: 0, steps: [], faults: [], nodes: [], pods: [] };
  expect(timelineSvg(empty))
    .to.match(/^<svg .*<\/svg>$/s)
    .and.not.to.include('NaN');
});

test('a cut axis is torn, a later revision hatched, and no time is said twice', () => {
  const record = sampleRecord('web');
  const svg = timelineSvg(record);
  expect(svg).to.include('class="tear"').and.include('class="rev r2"').and.include('id="wt-2"');
  const pods = record.pods.map((pod) => ({ ...pod, revision: 1 }));
  expect(timelineSvg({ ...record, pods })).not.to.include('id="wt-2"');
  const labels = [...svg.matchAll(/<text class="dim"[^>]* y="50"[^>]*>([^<]*)</g)].map(
    ([, l]) => l,
  );
  expect(labels.length).to.be.above(1);
  expect(labels).to.deep.equal([...new Set(labels)]);
});

test('a large cluster is drawn small', () => {
  const record = sampleRecord('web');
  const [pod] = record.pods;
  const many = (count: number) => {
    const pods = Array.from({ length: count }, (_, i) => ({
      ...pod,
      name: `p${i}`,
      node: `n${i % 50}`,
    }));
    const nodes = Array.from({ length: 50 }, (_, i) => ({ ...record.nodes[0], name: `n${i}` }));
    const svg = timelineSvg({ ...record, pods, nodes } as typeof record);
    return { svg, height: Number(/height="([\d.]+)" role/.exec(svg)?.[1]) };
  };
  const [few, lots] = [many(60), many(200)];
  expect(few.svg).to.include('class="tag');
  expect(lots.svg).not.to.include('class="tag on');
  expect(lots.height).to.be.below(few.height);
});

test('the words follow the language', () => {
  expect(timelineSvg(sampleRecord('web'), 'ko')).to.include('준비됨');
});
