import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Pods } from '../../api/core/pod';
import type { User } from '../api';
import { Access, type RoleChanges } from './access';

const ANYTHING = { namespace: 'default', name: 'web' };

/** What a user may do whom the judge lets do everything, or nothing; and how often it was asked. */
function accessOf(user: User, roles: RoleChanges, verdict: boolean) {
  const asked = { times: 0 };
  const access = new Access(user, roles, () => {
    asked.times++;
    return verdict;
  });
  return { asked, may: () => access.isCertain('get', Pods, '', ANYTHING) };
}

describe('Access', () => {
  const atFounding = { version: 3, founding: 3, founder: '' };

  it('is found once for all clusters that are as they began', () => {
    const user = { name: 'ada', groups: ['devs'] };
    const first = accessOf(user, atFounding, true);
    assert.isTrue(first.may());
    const second = accessOf({ ...user }, atFounding, true);
    assert.isTrue(second.may());
    assert.deepEqual([first.asked.times, second.asked.times], [1, 0]);
  });

  it("is nobody else's, whatever the names", () => {
    assert.isTrue(accessOf({ name: 'eve', groups: ['admins'] }, atFounding, true).may());
    assert.isFalse(accessOf({ name: 'eve admins', groups: [] }, atFounding, false).may());
    assert.isFalse(accessOf({ name: 'eve","admins', groups: [] }, atFounding, false).may());
  });

  it('is found anew once roles have changed', () => {
    const user = { name: 'bob', groups: [] };
    const roles = { version: 3, founding: 3, founder: '' };
    assert.isTrue(accessOf(user, roles, true).may());
    const changed = accessOf(user, { version: 4, founding: 3, founder: '' }, false);
    assert.isFalse(changed.may());
    assert.equal(changed.asked.times, 1);
  });
});
