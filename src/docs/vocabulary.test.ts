import { describe, it } from 'node:test';
import { assert } from 'chai';
import { vocabulary } from '../../steps/vocabulary';
import { loadSteps } from '../cli/sentences';
import { vocabularyModule } from './vocabulary';

const { registered, sentences } = loadSteps();

describe('the vocabulary for editors', () => {
  it('is what cucumber-js knows: every sentence, and what its parameters may be', () => {
    const told: string[] = [];
    const parameters = new Map<string, string>();
    vocabulary({
      Given: (sentence) => told.push(sentence),
      defineParameterType: ({ name, regexp }) => parameters.set(name, regexp.source),
    });
    assert.deepEqual(
      told,
      registered.stepDefinitions.map(({ pattern }) => pattern),
    );
    for (const { name = '', regexpStrings, builtin } of registered.parameterTypeRegistry
      .parameterTypes) {
      if (builtin !== true) assert.equal(parameters.get(name), regexpStrings[0], name);
    }
  });

  it('has no sentence that an editor would read otherwise', () => {
    const stepDefinitions = [{ pattern: 'the cluster says `what`' }];
    const odd = { ...registered, stepDefinitions } as unknown as typeof registered;
    assert.throws(() => vocabularyModule(odd, sentences), /no editor could read/);
  });
});
