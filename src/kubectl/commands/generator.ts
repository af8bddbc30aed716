import { isApiError } from '../../api/errors';
import type { KubeObject, New } from '../../api/object';
import type { Command } from '../command';
import { CommandError } from '../errors';
import { withLastApplied } from '../last-applied';
import { formatOf, report } from '../print/printer';
import { recorded } from '../record';
import type { Session } from '../session';

/** An object as a generator makes it: its namespace is added where the command line gives one. */
export interface Generated {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** A `create` command that makes one object from flags. */
export interface Generator {
  readonly path: string;
  readonly flags: readonly string[];
  readonly required?: readonly string[];
  /** The words before the server's error: `failed to create job: `; undefined shows the error as it is. */
  readonly failure?: string;
  build(session: Session): Generated;
}

/** Creates what a generator or `run` made, and says so; the object as it is then. */
export function createGenerated(
  session: Session,
  generated: Generated,
  operation: string,
  failure?: string,
): KubeObject {
  const kind = session.api.kinds.of(generated.apiVersion, generated.kind);
  if (kind === undefined)
    throw new CommandError(
      `no matches for kind "${generated.kind}" in version "${generated.apiVersion}"`,
    );
  const withNamespace = (always: boolean): KubeObject => {
    const inNamespace = kind.namespaced && (always || session.namespaceGiven);
    const metadata = {
      ...generated.metadata,
      ...(inNamespace ? { namespace: session.namespace } : {}),
    };
    const object = { ...generated, metadata } as unknown as KubeObject;
    return recorded(
      session,
      session.flags.boolean('save-config') ? withLastApplied(object) : object,
    );
  };
  if (session.dryRun === 'client') {
    const planned = withNamespace(false);
    report(session, kind, planned, operation, false);
    return planned;
  }
  const wanted = withNamespace(true) as New<KubeObject>;
  try {
    const created = session.api.create(kind, wanted, session.writeOptions);
    report(session, kind, created, operation, false);
    return created;
  } catch (error) {
    if (!isApiError(error) || failure === undefined) throw error;
    throw new CommandError(`${failure}${error.message}`);
  }
}

/** The one name that a generator wants. */
export function nameOf(session: Session): string {
  const [name] = session.words;
  const given = session.dash ?? session.words.length;
  if (name === undefined || given !== 1) {
    throw session.usage(`exactly one NAME is required, got ${given}`);
  }
  return name;
}

/** What stands after `--`, or after the name. */
export function commandWords(session: Session): readonly string[] {
  return session.words.slice(1);
}

/** Makes a command of a generator. */
export function generatorCommand({ path, flags, required, failure, build }: Generator): Command {
  return {
    path,
    typed: true,
    flags: ['dry-run', 'output', 'save-config', 'template', ...flags],
    ...(required === undefined ? {} : { required }),
    run(session) {
      nameOf(session);
      formatOf(session);
      createGenerated(session, build(session), 'created', failure);
      return undefined;
    },
  };
}
