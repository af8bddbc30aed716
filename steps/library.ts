import { supportCodeLibraryBuilder } from '@cucumber/cucumber';

type Code = (this: unknown, ...args: unknown[]) => unknown;

/** What a hook is told. */
export interface HookParameter {
  readonly pickle: unknown;
  readonly gherkinDocument: unknown;
  readonly pickleStep?: unknown;
  readonly result?: { readonly status: string };
}

interface Hook {
  readonly code: Code;
  readonly name?: string;
  appliesToTestCase(pickle: unknown): boolean;
}

/** The part of cucumber-js' library of steps and hooks that its declared type leaves out. */
export interface Library {
  readonly stepDefinitions: readonly {
    readonly code: Code;
    readonly pattern: string | RegExp;
    readonly expression: {
      match(text: string): readonly { getValue(world: unknown): unknown }[] | null;
    };
    matchesStepName(text: string): boolean;
  }[];
  readonly beforeTestCaseHookDefinitions: readonly Hook[];
  readonly afterTestCaseHookDefinitions: readonly Hook[];
  readonly beforeTestStepHookDefinitions: readonly Hook[];
  readonly afterTestStepHookDefinitions: readonly Hook[];
  readonly World: new (options: unknown) => object;
}

let built: Library | undefined;

/** The steps and hooks that this process has loaded, wavetank's and the user's own. */
export function loadedLibrary(): Library {
  built ??= supportCodeLibraryBuilder.finalize() as unknown as Library;
  return built;
}
