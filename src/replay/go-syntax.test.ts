import { describe, it } from 'node:test';
import { assert } from 'chai';
import { withJsonValues } from './go-syntax';

const SAME: readonly (readonly [recorded: string, ours: string])[] = [
  ['a: Invalid value: map[string]string{"app":"web"}: no', 'a: Invalid value: {"app":"web"}: no'],
  ['a: Invalid value: map[string]string(nil): no', 'a: Invalid value: null: no'],
  [
    'a: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"150%"}: no',
    'a: Invalid value: "150%": no',
  ],
  [
    'a: Invalid value: v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement{v1.LabelSelectorRequirement{Key:"a", Operator:"In", Values:[]string(nil)}}}: no',
    'a: Invalid value: {"matchExpressions":[{"key":"a","operator":"In"}]}: no',
  ],
  [
    '[a: Invalid value: apps.S{Type:"X", R:(*apps.R)(nil), P:(*bool)(0x<ptr>)}: no, b: Invalid value: -1: c]',
    '[a: Invalid value: {"Type":"X","R":null,"P":true,"New":null}: no, b: Invalid value: -1: c]',
  ],
];

describe('recorded values in the syntax of Go', () => {
  for (const [recorded, ours] of SAME) {
    it(recorded.slice(0, 60), () => assert.equal(withJsonValues(recorded, ours), ours));
  }

  it('stay as they are when ours hold something else', () => {
    const recorded = 'a: Invalid value: map[string]string{"app":"web"}: no';
    assert.equal(withJsonValues(recorded, 'a: Invalid value: {"app":"x"}: no'), recorded);
    assert.equal(withJsonValues(recorded, 'nothing'), recorded);
  });
});
